import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import { keepsNoRows } from "../fact/keeps-no-rows.ts";
import { hasValidCheck } from "../fact/is-proved.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "partition-attached-unproved",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens:
    "`ATTACH PARTITION` reads the whole new partition under an ACCESS EXCLUSIVE lock on it, unless a valid check says that its rows fit; a default partition is read too.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Whoever uses the table that becomes a partition waits; with a default partition, whoever uses that.",
  instead: "Add a check with the bounds to the table first, validate it, attach, and drop the check",
  judges: {
    attachPartition: ({ table, partition }, at) =>
      keepsNoRows(partition, at) || hasValidCheck(partition, at)
        ? null
        : `${at.describe(partition)} is read whole under a lock when it becomes a partition of ${showNamed(table)}`,
  },
  examples: {
    bad: sql("ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"),
    good: sql(`CREATE TABLE events_2027 (LIKE events);
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')`),
  },
};
