import type { DdlSource } from "./source.ts";

/** Absent or -1: that of the columns. */
const target = "nullif(to_jsonb(o) ->> 'stxstattarget', '-1')";

export const statisticsSource: DdlSource = {
  catalogue: "pg_statistic_ext",
  name: "o.stxname",
  schema: "o.stxnamespace",
  owner: "o.stxowner",
  definition:
    "substr(pg_get_statisticsobjdef(o.oid), length(format('CREATE STATISTICS %I.%I ', (SELECT nspname FROM pg_namespace WHERE oid = o.stxnamespace), o.stxname)) + 1)",
  additions: `CASE WHEN ${target} IS NOT NULL THEN json_build_array('SET STATISTICS ' || (${target})) END`,
};
