import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "column-renamed",
  severity: "warning",
  dialects: "all",
  happens: "From the moment of the commit on, the old name of the column is unknown.",
  versions: "PostgreSQL 14 to 18; SQLite from 3.25 without a rebuild.",
  matters:
    "The application that runs now uses the old name, and the one that comes the new one: one of the two fails until all of them are replaced.",
  instead: "Use `renameColumn` with `keepOld: true`: both names work until the contract gate opens",
  judges: {
    rename: ({ what, of, from, to }, at) =>
      what !== "column" || of === null || at.isNew(of)
        ? null
        : `column ${from.name} of ${at.describe(of)} becomes ${to} at once: what uses the old name fails`,
  },
  examples: {
    bad: steps("- renameColumn: { table: users, from: note, to: remark }"),
    good: steps("- renameColumn: { table: users, from: note, to: remark, keepOld: true }"),
  },
};
