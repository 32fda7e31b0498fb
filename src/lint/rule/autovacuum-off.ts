import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "autovacuum-off",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "Nobody cleans up behind updates and deletes any more, until the server must, against wraparound, at a time of its own.",
  versions: "PostgreSQL 14 to 18.",
  matters: "The table grows, its statistics grow old, and plans grow worse.",
  instead: "Make it run more often, in smaller pieces: autovacuum_vacuum_scale_factor, autovacuum_vacuum_cost_limit",
  judges: {
    alterTable: ({ table, form }, at) => (form === "autovacuumOff" ? `${at.describe(table)} is no longer vacuumed` : null),
  },
  examples: {
    bad: sql("ALTER TABLE users SET (autovacuum_enabled = false)"),
    good: sql("ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.01)"),
  },
};
