import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "type-change-rewrites",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "`ALTER COLUMN … TYPE` writes the whole table anew with its indexes under an ACCESS EXCLUSIVE lock, unless the stored bytes can stay as they are.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Nobody can use the table until it is done; statements that the application has prepared fail afterwards.",
  instead:
    "Use `alterColumn` with `type`, which changes it in place where it can, else fills a new column beside the application and swaps",
  judges: {
    changeType: ({ table, column, type }, at) =>
      at.isNew(table) || at.hazards.every(({ kind }) => kind !== "tableRewrite")
        ? null
        : `column ${column} becomes ${type}${at.find(table) === undefined ? ", which may mean to write" : " by writing"} all of ${at.describe(table)} anew under a lock`,
  },
  examples: {
    bad: sql("ALTER TABLE users ALTER COLUMN boss_id TYPE numeric"),
    good: steps("- alterColumn: { table: users, column: boss_id, type: numeric }"),
  },
};
