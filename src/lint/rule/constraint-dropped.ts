import { steps } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "constraint-dropped",
  severity: "note",
  dialects: "all",
  happens: "What the constraint kept out may come in; rows that came in stand in the way of its return.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Code that relies on it reads rows that it never had to expect.",
  instead: "Where another one takes its place, add that first",
  judges: {
    dropConstraint: ({ table, name }, at) =>
      at.isNew(table) || at.together.some((other) => other.kind === "addConstraint" && other.table.name === table.name)
        ? null
        : `constraint ${name} of ${at.describe(table)} no longer keeps anything out`,
  },
  examples: {
    bad: steps("- dropConstraint: { table: users, name: users_team_fk }"),
    good: steps("- renameConstraint: { table: users, from: users_team_fk, to: users_of_team_fk }"),
  },
};
