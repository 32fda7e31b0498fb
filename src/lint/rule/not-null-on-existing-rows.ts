import { steps } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import type { Rule, Situation } from "../rule.ts";

const prepared = ({ revision }: Situation, table: string): boolean =>
  revision.some((act) => (act.kind === "changeRows" && act.table.name === table) || (act.kind === "operate" && act.operation === "assert"));

export const rule: Rule = {
  code: "not-null-on-existing-rows",
  severity: "note",
  dialects: "all",
  happens: "`NOT NULL` fails where a row holds NULL.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Whether it fails, only the data tells: it may pass everywhere but in production.",
  instead: "Put a `backfill` of the column before it, or an `assert` that there is none",
  judges: {
    setNotNull: ({ table, column }, at) =>
      keepsNoRows(table, at) || prepared(at, table.name)
        ? null
        : `column ${column} becomes NOT NULL, which fails where ${at.describe(table)} holds a NULL there`,
  },
  examples: {
    bad: steps("- alterColumn: { table: users, column: note, nullable: false }"),
    good: steps(`- backfill: { table: users, set: { note: "''" }, where: note IS NULL }
- alterColumn: { table: users, column: note, nullable: false }`),
  },
};
