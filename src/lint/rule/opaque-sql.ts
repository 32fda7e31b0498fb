import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "opaque-sql",
  severity: "off",
  dialects: "all",
  happens:
    "Nobody derives what SQL as written does: it has no way down but the one that is said beside it, and behind it the schema is unknown until a database was asked.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Plans end at it, and `diff` and autogenerate need a database to look further.",
  instead: "Use the operations where there are any for it",
  judges: {
    operate: ({ operation }) => (operation === "sql" ? "what this step does is not derived from it" : null),
  },
  examples: {
    bad: sql("CREATE TABLE logs (id bigint PRIMARY KEY)"),
    good: steps("- createTable: { name: logs, columns: [ { name: id, type: bigint } ], primaryKey: { columns: [id] } }"),
  },
};
