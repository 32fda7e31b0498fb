import { sql, steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "check-checked-under-lock",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`ADD CHECK` reads the whole table under an ACCESS EXCLUSIVE lock.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Nobody can use the table, not even to read, until every row was looked at.",
  instead: "Use `addConstraint`, which adds it NOT VALID and validates it beside the application",
  judges: {
    addConstraint: ({ table, constraint, validated }, at) =>
      constraint !== "check" || !validated || keepsNoRows(table, at)
        ? null
        : `a check is tried on every row under a lock: nobody can use ${at.describe(table)} meanwhile`,
  },
  examples: {
    bad: sql("ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email <> '')"),
    good: steps(`- addConstraint: { table: users, check: { name: users_email_check, expression: "email <> ''" } }`),
  },
};
