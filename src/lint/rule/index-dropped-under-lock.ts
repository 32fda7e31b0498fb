import { showNamed } from "../../port/act.ts";
import { sql, steps } from "../example.ts";
import { isOnPartitioned } from "../fact/is-partitioned.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "index-dropped-under-lock",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`DROP INDEX` takes an ACCESS EXCLUSIVE lock on the table of the index; behind it even readers wait.",
  versions: "PostgreSQL 14 to 18. The index of a partitioned table has no other way, and is not told.",
  matters: "The drop itself is short, but it waits for every transaction that uses the table, and everybody else waits for it.",
  instead: "Use `dropIndex`, which drops it concurrently; or write DROP INDEX CONCURRENTLY",
  judges: {
    dropIndex: ({ index, concurrently }, at) =>
      concurrently || at.isNew(index) || isOnPartitioned(index, at)
        ? null
        : `index ${showNamed(index)} is dropped under a lock: nobody can use its table until everybody before has finished`,
  },
  examples: {
    bad: sql("DROP INDEX users_team_idx"),
    good: steps("- dropIndex: { name: users_team_idx }"),
  },
};
