import type { Wire } from "../connection/wire.ts";
import { quoteLiteral } from "../quote.ts";

/**
 * Who holds locks on the tables now, for people: backends by pid, program and age of their transaction, prepared transactions by their name.
 * Asked after the wait was given up; nobody where none does any more, or where it cannot be asked.
 */
export async function describeBlockers(wire: Wire, tables: readonly string[]): Promise<readonly string[]> {
  if (tables.length === 0 || !wire.alive) return [];
  const relations = tables.map((table) => `pg_catalog.to_regclass(${quoteLiteral(table)})`).join(", ");
  const sql = `SELECT DISTINCT coalesce('pid ' || l.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '') || coalesce(', in a transaction for ' ||
      EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::int || ' s', ''), 'prepared transaction ' || p.gid) AS who
    FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      LEFT JOIN pg_catalog.pg_locks own ON l.pid IS NULL AND own.pid IS NULL AND own.virtualtransaction = l.virtualtransaction AND own.locktype = 'transactionid'
      LEFT JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = own.transactionid
    WHERE l.locktype = 'relation' AND l.granted AND l.relation IN (${relations}) AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()`;
  const [answer] = await wire.message(sql).catch(() => []);
  return (answer?.rows ?? []).flatMap(({ who }) => who ?? []);
}
