import type { HealthFinding } from "../../../port/health.ts";
import { type Query, rowsOf } from "../catalogue/query.ts";
import type { ServerFacts } from "../connection/server-facts.ts";
import { quoteIdentifier } from "../quote.ts";

interface ServerRow {
  readonly clock: string;
  readonly helpers: readonly { readonly trigger: string; readonly table: string }[];
  readonly scratch: readonly string[];
  readonly watchers: readonly string[];
}

/** The first version that this program was not tried on. */
const untried = 190000;

/** What the server itself is like, and what of ours was left on it. `unfinished`: a revision is under way and may still need its helpers. */
export async function serverHealth(
  query: Query,
  { version, versionNumber, checksConnection }: ServerFacts,
  work: "unfinished" | "settled",
): Promise<{ readonly clock: Date; readonly findings: readonly HealthFinding[] }> {
  const [row] = await rowsOf<ServerRow>(query, serverSql);
  if (row === undefined) throw new TypeError("one row is asked for");
  const findings: readonly (readonly HealthFinding[])[] = [
    versionNumber < untried
      ? []
      : [
          {
            severity: "warning",
            code: "server-untried",
            message: `keelson was tried on PostgreSQL 14 to 18, and this is ${version}`,
            remedy: "Use a newer keelson, or try the way up and down with `keelson test` first",
          },
        ],
    checksConnection
      ? []
      : [
          {
            severity: "note",
            code: "no-connection-check",
            message:
              "this server does not notice while a statement runs that its client is gone, so what a killed runner left goes on until it ends",
            remedy: "Upgrade to PostgreSQL 15 or newer, or run the server on Linux",
          },
        ],
    work === "unfinished" ? [] : row.helpers.map(helperLeft),
    row.scratch.map(scratchLeft),
    row.watchers.length === 0
      ? []
      : [
          {
            severity: "note",
            code: "event-triggers",
            message: `event triggers fire on DDL here, so nothing is tried out on this database: ${row.watchers.join(", ")}`,
            remedy: "Make sure that they let this role create and alter, or disable them during a run",
          },
        ],
  ];
  return { clock: new Date(row.clock), findings: findings.flat() };
}

const helperLeft = ({ trigger, table }: ServerRow["helpers"][number]): HealthFinding => ({
  severity: "warning",
  code: "helper-left",
  message: `the trigger ${trigger} on ${table} kept rows in step for a revision that is over`,
  remedy: `DROP TRIGGER ${quoteIdentifier(trigger)} ON ${table}`,
});

const scratchLeft = (database: string): HealthFinding => ({
  severity: "warning",
  code: "scratch-left",
  message: `the throwaway database ${database} was left by a run that was ended`,
  remedy: `DROP DATABASE ${quoteIdentifier(database)}`,
});

const serverSql = `SELECT pg_catalog.clock_timestamp() AS clock,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('trigger', t.tgname, 'table', pg_catalog.format('%I.%I', n.nspname, c.relname)) ORDER BY t.tgname), '[]')
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE t.tgname ~ '^keelson_sync_' AND NOT t.tgisinternal) AS helpers,
  (SELECT coalesce(pg_catalog.json_agg(d.datname ORDER BY d.datname), '[]') FROM pg_catalog.pg_database d
    WHERE d.datname ~ '^keelson_scratch_' AND pg_catalog.pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)) AS scratch,
  (SELECT coalesce(pg_catalog.json_agg(evtname ORDER BY evtname), '[]') FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D') AS watchers`;
