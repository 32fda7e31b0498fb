import { sql } from "../example.ts";
import { usersOf } from "../fact/users-of-column.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "dropped-column-in-use",
  severity: "error",
  dialects: ["sqlite"],
  sources: ["sql"],
  happens: "`ALTER TABLE … DROP COLUMN` is refused where an index, a key, a check, a view or a trigger uses the column.",
  versions: "SQLite from 3.35; before that there is no such form.",
  matters: "It fails when it runs, with all that stands before it in its transaction.",
  instead: "Use `dropColumn`, which takes away what uses it or builds the table anew",
  judges: {
    dropColumn: ({ table, column }, at) => usersOf(table, column, at),
  },
  examples: {
    bad: sql("ALTER TABLE users DROP COLUMN team_id"),
    good: sql("ALTER TABLE users DROP COLUMN note"),
  },
};
