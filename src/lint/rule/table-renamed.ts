import { steps } from "../example.ts";
import { replaces } from "../fact/replaces.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "table-renamed",
  severity: "warning",
  dialects: "all",
  happens: "From the moment of the commit on, the old name is unknown.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters:
    "The application that runs now uses the old name, and the one that comes the new one: one of the two fails until all of them are replaced.",
  instead: "Use `renameTable` with `keepOld: true`: both names work until the contract gate opens",
  judges: {
    rename: ({ what, from, to }, at) =>
      what !== "table" || at.isNew(from) || replaces(from, to, at)
        ? null
        : `table ${at.describe(from)} becomes ${to} at once: what uses the old name fails`,
  },
  examples: {
    bad: steps("- renameTable: { from: users, to: people }"),
    good: steps("- renameTable: { from: users, to: people, keepOld: true }"),
  },
};
