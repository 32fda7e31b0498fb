import { steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-dropped",
  severity: "warning",
  dialects: "all",
  happens: "The table and its rows are gone; the way down brings back its structure and no row.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "What still uses it fails at once.",
  instead: "Make sure that nothing uses it; drop it in a revision of `phase: contract`, once no old version of the application runs",
  judges: {
    drop: ({ what, name }, at) =>
      what !== "table" || keepsNoRows(name, at) ? null : `table ${at.describe(name)} is dropped with its rows`,
  },
  examples: {
    bad: steps("- dropTable: { name: notes }"),
    good: steps(`- createTable: { name: drafts, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] } }
- dropTable: { name: drafts }`),
  },
};
