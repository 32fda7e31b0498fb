import { showNamed } from "../../port/act.ts";
import { sql, steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "cascade-drop",
  severity: "error",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "CASCADE drops whatever depends on it, in every schema: views, foreign keys, functions, columns.",
  versions: "PostgreSQL 14 to 18.",
  matters: "What goes is decided when it runs, by what somebody made there meanwhile; nobody has read it before.",
  instead: "Name what is to go, each in a step; keelson drops it in the right order",
  judges: {
    drop: ({ what, name, cascade }, at) =>
      cascade && !at.isNew(name) ? `${what} ${showNamed(name)} takes along whatever depends on it` : null,
    dropColumn: ({ table, column, cascade }, at) =>
      cascade && !at.isNew(table) ? `column ${column} of ${showNamed(table)} takes along whatever depends on it` : null,
  },
  examples: {
    bad: sql("DROP TABLE teams CASCADE"),
    good: steps(`- dropConstraint: { table: users, name: users_team_fk }
- dropTable: { name: teams }`),
  },
};
