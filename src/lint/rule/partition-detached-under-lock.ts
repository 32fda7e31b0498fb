import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "partition-detached-under-lock",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`DETACH PARTITION` takes an ACCESS EXCLUSIVE lock on the partitioned table.",
  versions: "PostgreSQL 14 to 18; `CONCURRENTLY` came with 14.",
  matters: "It waits for everybody who uses any partition, and everybody else waits for it.",
  instead: "Write DETACH PARTITION … CONCURRENTLY in a step of its own",
  judges: {
    detachPartition: ({ table, partition, concurrently }, at) =>
      concurrently || at.isNew(table)
        ? null
        : `${showNamed(partition)} is detached under a lock: nobody can use ${at.describe(table)} meanwhile`,
  },
  examples: {
    bad: sql("ALTER TABLE events DETACH PARTITION events_2025"),
    good: sql("ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY"),
  },
};
