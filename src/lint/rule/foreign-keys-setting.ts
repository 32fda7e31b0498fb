import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "foreign-keys-setting",
  severity: "error",
  dialects: ["sqlite"],
  sources: ["sql"],
  happens: "`PRAGMA foreign_keys` does nothing inside a transaction, and outside of one it holds for the connection alone.",
  versions: "SQLite.",
  matters: "What stands behind it runs with foreign keys as they were, and DROP TABLE may delete the rows of children.",
  instead: "Use the operations: where a table is built anew, they do it with foreign keys off",
  judges: {
    setParameter: ({ name }) =>
      name === "foreign_keys" || name === "legacy_alter_table" || name === "writable_schema"
        ? `PRAGMA ${name} does not do what it seems to`
        : null,
  },
  examples: {
    bad: sql("PRAGMA foreign_keys = OFF"),
    good: sql("PRAGMA user_version = 7"),
  },
};
