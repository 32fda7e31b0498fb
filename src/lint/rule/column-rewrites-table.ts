import { sql, steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "column-rewrites-table",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "A column whose value differs for each row (a volatile default, serial, identity, stored generated) is added by writing the whole table anew under an ACCESS EXCLUSIVE lock.",
  versions: "PostgreSQL 14 to 18. A constant default has been free since 11; a virtual generated column from 18 is free too.",
  matters: "Nobody can use the table until every row was written.",
  instead: "Use `addColumn`, which adds the column empty, sets the default, and fills the rows in batches",
  judges: {
    defineColumn: ({ table, column, to }, at) =>
      to !== "existingTable" ||
      keepsNoRows(table, at) ||
      (column.default !== "perRow" && column.identity === "none" && column.generated !== "stored")
        ? null
        : `column ${column.name} has another value in each row, so all of ${at.describe(table)} is written anew under a lock`,
  },
  examples: {
    bad: sql("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()"),
    good: steps("- addColumn: { table: users, column: { name: token, type: uuid, default: gen_random_uuid() } }"),
  },
};
