import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-recreated",
  severity: "error",
  dialects: "all",
  happens: "A table is dropped and created again under its name: its rows, grants, policies and whatever refers to it are gone.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "It reads like a change of the table, and is a loss of all of it.",
  instead: "Change the table: `addColumn`, `alterColumn`, `dropColumn` keep its rows",
  judges: {
    createTable: ({ table, guarded }, at) =>
      !guarded &&
      at.find(table)?.kind === "table" &&
      at.together.some((other) => other.kind === "drop" && other.what === "table" && other.name.name === table.name)
        ? `table ${at.describe(table)} is dropped and created again: its rows are lost`
        : null,
  },
  examples: {
    bad: steps(`- dropTable: { name: notes }
- createTable: { name: notes, columns: [ { name: id, type: bigint }, { name: text, type: text } ], primaryKey: { columns: [id] } }`),
    good: steps("- addColumn: { table: notes, column: { name: text, type: text } }"),
  },
};
