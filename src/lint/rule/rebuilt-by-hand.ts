import { sql, steps } from "../example.ts";
import { replaces } from "../fact/replaces.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "rebuilt-by-hand",
  severity: "warning",
  dialects: ["sqlite"],
  sources: ["sql"],
  happens: "A table is made anew by hand: a new one, a copy of the rows, a drop, a rename.",
  versions: "SQLite.",
  matters: "Triggers, views, indexes, numbers given out so far and references of other tables are lost or point to the wrong table.",
  instead: "Use `alterTable`, `alterColumn`, `addConstraint`: they build it anew with all of that kept, and check it",
  judges: {
    rename: ({ what, from, to }, at) => (what === "table" && replaces(from, to, at) ? `table ${to} is made anew by hand` : null),
  },
  examples: {
    bad: sql(`CREATE TABLE new_notes (id INTEGER PRIMARY KEY);
DROP TABLE notes;
ALTER TABLE new_notes RENAME TO notes`),
    good: steps("- alterColumn: { table: notes, column: id, type: integer }"),
  },
};
