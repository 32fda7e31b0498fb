import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

const weakLocks: ReadonlySet<string> = new Set(["accessShare", "rowShare", "rowExclusive", "shareUpdateExclusive"]);

export const rule: Rule = {
  code: "lock-taken-by-hand",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`LOCK TABLE` holds its lock until the transaction of the step ends, with all that stands behind it in there.",
  versions: "PostgreSQL 14 to 18.",
  matters:
    "Keelson takes the locks that statements need in one order and gives up when it waits too long; a lock of your own is outside of that.",
  instead: "Leave it out: each statement takes the lock that it needs",
  judges: {
    lockTable: ({ table, mode }, at) =>
      weakLocks.has(mode) || at.isNew(table) ? null : `${at.describe(table)} is locked by hand until the transaction ends`,
  },
  examples: {
    bad: sql("LOCK TABLE users IN ACCESS EXCLUSIVE MODE"),
    good: sql("LOCK TABLE users IN ACCESS SHARE MODE"),
  },
};
