import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

const own: ReadonlySet<string> = new Set([
  "lock_timeout",
  "statement_timeout",
  "idle_in_transaction_session_timeout",
  "transaction_timeout",
  "search_path",
  "deadlock_timeout",
]);

export const rule: Rule = {
  code: "timeout-set-by-hand",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "A step that sets `lock_timeout`, `statement_timeout` or `search_path` changes them for whatever runs behind it in its transaction.",
  versions: "PostgreSQL 14 to 18.",
  matters:
    "Keelson sets them for each stage by `spec.policy`, so that nobody waits longer than it says; a value of your own switches that off.",
  instead: "Say it in `spec.policy` of the Database, or as `timeout` of the step",
  judges: {
    setParameter: ({ name }) => (own.has(name) ? `${name} is set by hand, and holds for what runs behind it` : null),
  },
  examples: {
    bad: sql("SET lock_timeout = '1h'"),
    good: sql("SET work_mem = '256MB'"),
  },
};
