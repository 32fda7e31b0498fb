import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "row-security-disabled",
  severity: "warning",
  dialects: ["postgresql"],
  happens: "The policies of the table are there and count for nothing: everybody with a right on it sees every row.",
  versions: "PostgreSQL 14 to 18.",
  matters: "What one tenant must not see of another lay behind them.",
  instead: "Change the policies; a role with BYPASSRLS may look past them",
  judges: {
    alterTable: ({ table, form }, at) =>
      form === "disableRowSecurity" && !at.isNew(table) ? `row security of ${at.describe(table)} is switched off` : null,
  },
  examples: {
    bad: sql("ALTER TABLE users DISABLE ROW LEVEL SECURITY"),
    good: sql("ALTER TABLE users ENABLE ROW LEVEL SECURITY"),
  },
};
