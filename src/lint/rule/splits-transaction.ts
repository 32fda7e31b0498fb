import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "splits-transaction",
  severity: "warning",
  dialects: "all",
  sources: ["sql"],
  happens:
    "A statement that cannot run in a transaction (CONCURRENTLY, VACUUM) commits what stands before it in the step, and what stands behind it begins anew.",
  versions: "PostgreSQL 14 to 18, SQLite.",
  matters: "Where it fails, the first half of the step stays; who reads the step takes it for one piece.",
  instead: "Put it into a step of its own, or use the operation for it",
  judges: {
    endTransaction: ({ statement }) => `${statement} stands between statements that look like one transaction and are none`,
  },
  examples: {
    bad: sql(`ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX CONCURRENTLY users_nick_idx ON users (nick)`),
    good: sql("CREATE INDEX CONCURRENTLY users_email_idx ON users (email)"),
  },
};
