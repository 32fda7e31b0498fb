import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-rewritten",
  severity: "error",
  dialects: "all",
  happens:
    "The whole table is written anew with its indexes, under an ACCESS EXCLUSIVE lock (SQLite: the whole file, and nobody else can write).",
  versions:
    "PostgreSQL 14 to 18 for VACUUM FULL, CLUSTER, SET LOGGED, SET TABLESPACE; SET ACCESS METHOD from 15; SET EXPRESSION from 17. SQLite for VACUUM and a table that becomes WITHOUT ROWID or STRICT.",
  matters: "Nobody can use the table until it is done, and it needs its own size in free space.",
  instead: "Run it in a maintenance window of its own; to get space back, a tool that rebuilds beside the application",
  judges: {
    rewriteTable: ({ table, by }, at) =>
      table !== null && at.isNew(table)
        ? null
        : `${by} writes ${table === null ? "every table" : `all of ${at.describe(table)}`} anew, and nobody can use it meanwhile`,
  },
  examples: {
    bad: sql("VACUUM FULL users"),
    good: sql("VACUUM users"),
  },
};
