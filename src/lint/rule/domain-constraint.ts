import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "domain-constraint",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "A check on a domain is tried on every table that has a column of it, each under a lock; one that is there cannot be changed.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Which tables that are, the statement does not say.",
  instead: "Put the check on the tables; or add it NOT VALID and validate it later",
  judges: {
    constrainDomain: ({ domain, at: when, validated }) =>
      when === "creation"
        ? `domain ${showNamed(domain)} is created with a check, which can be changed later only under the locks of all its tables`
        : validated
          ? `a constraint of domain ${showNamed(domain)} is tried on every table that uses it, under their locks`
          : null,
  },
  examples: {
    bad: sql("ALTER DOMAIN email ADD CONSTRAINT email_at CHECK (VALUE LIKE '%@%')"),
    good: sql("ALTER DOMAIN email ADD CONSTRAINT email_at CHECK (VALUE LIKE '%@%') NOT VALID"),
  },
};
