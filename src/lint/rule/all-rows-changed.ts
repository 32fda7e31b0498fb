import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "all-rows-changed",
  severity: "warning",
  dialects: "all",
  happens: "One statement writes every row, and holds all of them locked until its transaction ends (SQLite: nobody else can write).",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Writers wait, replicas fall behind, and the table grows by its own size.",
  instead: "Use `backfill`, or give the step a `batch`: committed batches that go on after a kill",
  judges: {
    changeRows: ({ how, table, all, batched }, at) =>
      how === "insert" || !all || batched || at.isNew(table)
        ? null
        : `every row of ${at.describe(table)} is ${how === "delete" ? "deleted" : "written"} in one transaction`,
  },
  examples: {
    bad: steps(`- updateRows: { table: users, set: { note: "''" } }`),
    good: steps(`- backfill: { table: users, set: { note: "''" }, where: note IS NULL }`),
  },
};
