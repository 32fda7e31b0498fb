import { sql, steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import { isProved } from "../fact/is-proved.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "not-null-checked-under-lock",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`SET NOT NULL` reads the whole table under an ACCESS EXCLUSIVE lock, unless a valid check says already that there is no NULL.",
  versions: "PostgreSQL 14 to 18. From 18 a NOT NULL can be added NOT VALID and validated later.",
  matters: "Nobody can use the table until every row was looked at; one NULL, and all of it was for nothing.",
  instead: "Use `alterColumn` with `nullable: false`, which proves it first and locks for a moment",
  judges: {
    setNotNull: ({ table, column }, at) =>
      keepsNoRows(table, at) || isProved(table, column, at)
        ? null
        : `column ${column} becomes NOT NULL by reading all of ${at.describe(table)} under a lock`,
    addConstraint: ({ table, constraint, validated }, at) =>
      constraint !== "notNull" || !validated || keepsNoRows(table, at)
        ? null
        : `a NOT NULL is tried on every row of ${at.describe(table)} under a lock`,
  },
  examples: {
    bad: sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
    good: steps("- alterColumn: { table: users, column: email, nullable: false }"),
  },
};
