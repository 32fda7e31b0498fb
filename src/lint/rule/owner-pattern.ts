import { describeRef } from "../../model/ref.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "owner-pattern",
  severity: "off",
  dialects: ["postgresql"],
  happens: "An object belongs to a role that none of the others belongs to.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Only its owner may alter it: the next revision fails for lack of a right.",
  instead: "Give it the owner of the others, or change the `pattern` of this rule",
  options: { pattern: "^app" },
  judges: {
    define: ({ object: { ref, owner } }, at) =>
      owner === undefined || new RegExp(at.option("pattern"), "u").test(owner)
        ? null
        : `${describeRef(ref)} belongs to ${owner}, which does not match ${at.option("pattern")}`,
    setOwner: ({ what, owner }, at) =>
      new RegExp(at.option("pattern"), "u").test(owner)
        ? null
        : `${what} is given to ${owner}, which does not match ${at.option("pattern")}`,
  },
  examples: {
    bad: sql("ALTER TABLE users OWNER TO ada"),
    good: sql("ALTER TABLE users OWNER TO app_owner"),
  },
};
