import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "unguarded-outside-transaction",
  severity: "off",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "A statement outside a transaction that was interrupted may have happened or not; without IF [NOT] EXISTS it fails when it runs again.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Keelson looks in the catalogue what became of it. Whoever runs the same file by hand has nobody who looks.",
  instead: "Write IF NOT EXISTS or IF EXISTS, or use the operation",
  judges: {
    createIndex: ({ name, concurrently, guarded }) =>
      concurrently && !guarded
        ? `${name === null ? "an index" : `index ${name}`} is created outside a transaction without IF NOT EXISTS`
        : null,
    dropIndex: ({ index, concurrently, guarded }) =>
      concurrently && !guarded ? `index ${showNamed(index)} is dropped outside a transaction without IF EXISTS` : null,
  },
  examples: {
    bad: sql("CREATE INDEX CONCURRENTLY users_email_idx ON users (email)"),
    good: sql("CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email)"),
  },
};
