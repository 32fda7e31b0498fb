import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "column-dropped",
  severity: "warning",
  dialects: "all",
  happens: "The column and what it holds are gone; statements that the application has prepared fail.",
  versions: "PostgreSQL 14 to 18; SQLite from 3.35 without a rebuild.",
  matters: "Whoever still names it fails, and many an ORM names every column that it found when it started.",
  instead: "Take it out of the application first; drop it in a revision of `phase: contract`",
  judges: {
    dropColumn: ({ table, column }, at) =>
      at.isNew(table) ? null : `column ${column} of ${at.describe(table)} is dropped with what it holds`,
  },
  examples: {
    bad: steps("- dropColumn: { table: users, column: note }"),
    good: steps("- renameColumn: { table: users, from: note, to: remark, keepOld: true }"),
  },
};
