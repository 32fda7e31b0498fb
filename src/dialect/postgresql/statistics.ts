import type { LockMode } from "../../instruction/instruction.ts";
import { type ObjectRef, refKey } from "../../model/ref.ts";
import type { Statistics } from "../../port/statistics.ts";
import { type Query, rowsOf } from "./catalogue/query.ts";
import { quoteLiteral } from "./quote.ts";

interface Row {
  readonly place: number;
  readonly rows: number | null;
  readonly bytes: number;
  readonly held: readonly { readonly mode: string; readonly who: string }[];
}

/** Rows and bytes as the last ANALYZE left them, over all partitions, and who holds a lock now. */
export async function readStatistics(query: Query, tables: readonly ObjectRef[]): Promise<Statistics> {
  const named = tables.filter(({ kind, schema }) => kind === "table" && schema !== undefined);
  if (named.length === 0) return new Map();
  const rows = await rowsOf<Row>(query, statisticsSql(named));
  return new Map(
    rows.map(({ place, rows: count, bytes, held }) => [
      refKey(named[place] as ObjectRef),
      { rows: count, bytes, held: held.map(({ mode, who }) => ({ mode: modeOf(mode), who })) },
    ]),
  );
}

/** `AccessShareLock` in `pg_locks` is accessShare. */
const modeOf = (name: string): LockMode => `${name.charAt(0).toLowerCase()}${name.slice(1).replace(/Lock$/, "")}` as LockMode;

// reltuples is −1 before the first ANALYZE; a partitioned table holds nothing itself.
const statisticsSql = (tables: readonly ObjectRef[]): string => `
  SELECT w.place, s.rows, s.bytes, h.held
  FROM (VALUES ${tables.map(({ schema = "", name }, place) => `(${place}, ${quoteLiteral(schema)}, ${quoteLiteral(name)})`).join(", ")}) w (place, home, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.home
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p'),
    LATERAL (SELECT CASE WHEN pg_catalog.bool_or(leaf.reltuples < 0 AND pg_catalog.pg_relation_size(leaf.oid) > 0) THEN NULL ELSE coalesce(sum(greatest(leaf.reltuples, 0)), 0)::float8 END AS rows,
        coalesce(sum(pg_catalog.pg_table_size(leaf.oid)), 0)::float8 AS bytes
      FROM pg_catalog.pg_class leaf
      WHERE CASE c.relkind WHEN 'p' THEN leaf.relkind = 'r' AND leaf.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid)) ELSE leaf.oid = c.oid END) s,
    LATERAL (SELECT coalesce(pg_catalog.json_agg(DISTINCT pg_catalog.jsonb_build_object('mode', l.mode, 'who',
          coalesce('pid ' || l.pid || coalesce(' (' || coalesce(nullif(a.application_name, ''), nullif(a.backend_type, 'client backend')) || ')', '') ||
            coalesce(', in a transaction for ' || EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::int || ' s', ''), 'a prepared transaction'))), '[]') AS held
      FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND l.relation = c.oid AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()) h`;
