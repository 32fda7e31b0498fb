import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "not-null-dropped",
  severity: "note",
  dialects: "all",
  happens: "The column may hold NULL from now on; the way down needs every NULL to be gone again.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Whoever reads the column and never met a NULL meets one.",
  instead: "Teach what reads the column first",
  judges: {
    dropNotNull: ({ table, column }, at) =>
      at.isNew(table) ? null : `column ${column} of ${at.describe(table)} may be NULL from now on, and what reads it may not expect that`,
  },
  examples: {
    bad: steps("- alterColumn: { table: teams, column: name, nullable: true }"),
    good: steps(`- alterColumn: { table: teams, column: name, default: "'new'" }`),
  },
};
