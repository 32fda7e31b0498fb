import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "replica-identity-full",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "With `REPLICA IDENTITY FULL` every updated and deleted row is written to the log as a whole, and looked for by all of its columns on the other side.",
  versions: "PostgreSQL 14 to 18; up to 15 the other side reads its whole table for each such row.",
  matters: "Replication falls behind as soon as many rows change.",
  instead: "Give the table a primary key, or name a unique index as its replica identity",
  judges: {
    alterTable: ({ table, form }, at) =>
      form === "replicaIdentity" && !at.isNew(table) ? `every changed row of ${at.describe(table)} goes into the log as a whole` : null,
  },
  examples: {
    bad: sql("ALTER TABLE users REPLICA IDENTITY FULL"),
    good: sql("ALTER TABLE users REPLICA IDENTITY DEFAULT"),
  },
};
