import { showNamed } from "../../port/act.ts";
import { sql } from "../example.ts";
import type { Rule } from "../rule.ts";

export const rule: Rule = {
  code: "view-refreshed-under-lock",
  severity: "warning",
  dialects: ["postgresql"],
  sources: ["sql"],
  happens: "`REFRESH MATERIALIZED VIEW` takes an ACCESS EXCLUSIVE lock on the view while its query runs.",
  versions: "PostgreSQL 14 to 18.",
  matters: "Whoever reads the view waits as long as the query takes.",
  instead: "Give the view a unique index and write REFRESH MATERIALIZED VIEW CONCURRENTLY",
  judges: {
    refreshView: ({ view, concurrently }, at) =>
      concurrently || at.isNew(view) ? null : `materialized view ${showNamed(view)} cannot be read while it is computed anew`,
  },
  examples: {
    bad: sql("REFRESH MATERIALIZED VIEW totals"),
    good: sql("REFRESH MATERIALIZED VIEW CONCURRENTLY totals"),
  },
};
