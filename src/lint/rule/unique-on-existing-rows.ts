import { steps } from "../example.ts";
import type { Rule, Situation } from "../rule.ts";

const asserts = ({ revision }: Situation): boolean => revision.some((act) => act.kind === "operate" && act.operation === "assert");

export const rule: Rule = {
  code: "unique-on-existing-rows",
  severity: "note",
  dialects: "all",
  happens: "A unique index or constraint over rows that are there fails at the first value that stands there twice.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Whether it fails, only the data tells: it may pass everywhere but in production.",
  instead: "Look for duplicates first with an `assert` in the same revision, so that it stops before anything was built",
  judges: {
    createIndex: ({ table, name, unique }, at) =>
      unique && !at.isNew(table) && !asserts(at)
        ? `unique index ${name ?? ""} fails where ${at.describe(table)} holds a value twice`
        : null,
    addConstraint: ({ table, constraint, usingIndex }, at) =>
      (constraint === "unique" || constraint === "primaryKey") && !usingIndex && !at.isNew(table) && !asserts(at)
        ? `a key fails where ${at.describe(table)} holds a value twice`
        : null,
  },
  examples: {
    bad: steps("- createIndex: { table: users, name: users_email_key, columns: [email], unique: true }"),
    good: steps(`- assert: { query: SELECT count(*) FROM (SELECT email FROM users GROUP BY email HAVING count(*) > 1) AS twice, expect: 0, message: an address stands twice }
- createIndex: { table: users, name: users_email_key, columns: [email], unique: true }`),
  },
};
