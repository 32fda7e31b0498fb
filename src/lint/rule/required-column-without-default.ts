import { steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "required-column-without-default",
  severity: "error",
  dialects: "all",
  happens:
    "A NOT NULL column without a default fails where the table holds rows; where it holds none, every insert that does not know the column fails.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "The application that runs now does not know the column.",
  instead: "Add it with a default; or add it nullable, `backfill` it, and then say `nullable: false`",
  judges: {
    defineColumn: ({ table, column, to }, at) =>
      to !== "existingTable" ||
      keepsNoRows(table, at) ||
      column.nullable ||
      column.default !== "none" ||
      column.identity !== "none" ||
      column.generated !== "none"
        ? null
        : `column ${column.name} of ${at.describe(table)} is NOT NULL and has no default: what does not know it can no longer insert`,
  },
  examples: {
    bad: steps("- addColumn: { table: users, column: { name: plan, type: text, nullable: false } }"),
    good: steps(`- addColumn: { table: users, column: { name: plan, type: text, nullable: false, default: "'free'" } }`),
  },
};
