import { sequenceOf } from "../../model/column-sequence.ts";
import { describeRef } from "../../model/ref.ts";
import { sql } from "../example.ts";
import { openTo } from "../fact/open-to.ts";
import type { Rule } from "../rule.ts";

/** What everybody may use from its creation on, unless that is taken back. */
const byDefault: ReadonlySet<string> = new Set(["function", "procedure", "aggregate", "enum", "domain", "compositeType", "rangeType"]);

export const rule: Rule = {
  code: "grant-to-public",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "PUBLIC is every role of the server, also those that come later.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Whoever can log in has the right, and nobody sees that from looking at their roles.",
  instead: "Grant it to a role, and that role to whoever needs it",
  judges: {
    grant: ({ to, what }) => (to.includes("PUBLIC") ? `everybody gets ${what}` : null),
    define: ({ object }) =>
      byDefault.has(object.kind)
        ? null
        : (openTo(object.grants ?? [], describeRef(object.ref)) ??
          (object.kind === "column" ? openTo(object.sequenceGrants ?? [], describeRef(sequenceOf(object))) : null)),
  },
  examples: {
    bad: sql("GRANT SELECT ON users TO PUBLIC"),
    good: sql("GRANT SELECT ON users TO reader"),
  },
};
