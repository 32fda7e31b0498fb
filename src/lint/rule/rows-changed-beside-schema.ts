import { sql, steps } from "../example.ts";
import { altersBefore } from "../fact/alters-before.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "rows-changed-beside-schema",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "Rows of a table are changed in the transaction that has altered the table, under its ACCESS EXCLUSIVE lock.",
  versions: "PostgreSQL 14 to 18.",
  matters: "The lock would last a moment; so it lasts as long as the rows take, and nobody can use the table.",
  instead: "Use `backfill`, which commits what stands before it and works in batches; or put the rows into a revision of their own",
  judges: {
    changeRows: (act, at) =>
      act.batched || at.isNew(act.table) || !altersBefore(act, at)
        ? null
        : `rows of ${at.describe(act.table)} are changed under the lock that altering it took`,
  },
  examples: {
    bad: sql(`ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = email WHERE nick IS NULL`),
    good: steps(`- addColumn: { table: users, column: { name: nick, type: text } }
- backfill: { table: users, set: { nick: email }, where: nick IS NULL }`),
  },
};
