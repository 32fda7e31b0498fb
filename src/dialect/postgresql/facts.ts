import type { Facts, TableFacts } from "../../port/facts.ts";
import { refKey, type ObjectRef } from "../../model/ref.ts";
import { rowsOf, type Query } from "./catalogue/query.ts";
import { mayReadRows } from "./rights/may-read-rows.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "./quote.ts";

interface Estimated {
  readonly place: number;
  readonly rows: number;
  readonly bytes: number;
  readonly partitioned: boolean;
  /** Others are below it, partitions or tables that inherit. */
  readonly above: boolean;
  readonly readable: boolean;
}

/**
 * What is known about tables and columns now: estimates from the catalogue in one query, then whether they are empty in a second.
 * A table that does not exist has no facts; one that the role may not read, or that has foreign tables below it, counts as holding rows.
 */
export async function readFacts(
  query: Query,
  serverVersion: number,
  tables: readonly ObjectRef[],
  columns: readonly ObjectRef[],
): Promise<Facts> {
  const estimated = tables.length === 0 ? [] : await rowsOf<Estimated>(query, estimateSql(tables));
  const readable = new Set(estimated.filter((row) => row.readable).map((row) => refKey(tables[row.place] as ObjectRef)));
  const above = new Set(estimated.filter((row) => row.above).map((row) => refKey(tables[row.place] as ObjectRef)));
  // The rows of a partitioned table lie in others, and what happens to a table happens to those that inherit from it.
  const rowsIn = (table: ObjectRef): string => `${above.has(refKey(table)) ? "" : "ONLY "}${qualified(table)}`;
  const asked = columns.filter(({ parent }) => parent !== undefined && readable.has(refKey(parent)));
  const emptiness = await readEmptiness(query, [
    ...tables.filter((table) => readable.has(refKey(table))).map((table) => ({ ref: table, sql: `SELECT FROM ${rowsIn(table)}` })),
    ...asked.map((column) => ({
      ref: column,
      sql: `SELECT FROM ${rowsIn(column.parent as ObjectRef)} WHERE ${quoteIdentifier(column.name)} IS NOT NULL`,
    })),
  ]);
  const byTable = new Map<string, TableFacts>(
    estimated.map(({ place, rows, bytes, partitioned }) => {
      const key = refKey(tables[place] as ObjectRef);
      return [key, { empty: emptiness.get(key) ?? false, rows, bytes, partitioned }];
    }),
  );
  return { serverVersion, table: (ref) => byTable.get(refKey(ref)), columnEmpty: (ref) => emptiness.get(refKey(ref)) };
}

/** Whether foreign tables are among what lies below: their server need not answer. */
const holdsForeign = `EXISTS (
      WITH RECURSIVE below AS (SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN below b ON b.inhrelid = i.inhparent)
      SELECT FROM below b JOIN pg_catalog.pg_class f ON f.oid = b.inhrelid WHERE f.relkind = 'f')`;

const estimateSql = (tables: readonly ObjectRef[]): string => `
  SELECT w.place, greatest(c.reltuples, 0)::float8 AS rows, pg_catalog.pg_total_relation_size(c.oid)::float8 AS bytes, c.relkind = 'p' AS partitioned, c.relkind = 'p' OR c.relhassubclass AS above,
    c.relkind IN ('r', 'p') AND ${mayReadRows} AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT (c.relhassubclass AND ${holdsForeign}) AS readable
  FROM (VALUES ${tables.map(({ schema = "", name }, place) => `(${place}, ${quoteLiteral(schema)}, ${quoteLiteral(name)})`).join(", ")}) w (place, home, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.home JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name`;

async function readEmptiness(
  query: Query,
  asked: readonly { readonly ref: ObjectRef; readonly sql: string }[],
): Promise<ReadonlyMap<string, boolean>> {
  if (asked.length === 0) return new Map();
  const rows = await rowsOf<{ place: number; empty: boolean }>(
    query,
    asked.map(({ sql }, place) => `SELECT ${place} AS place, NOT EXISTS (${sql}) AS empty`).join(" UNION ALL "),
  );
  return new Map(rows.map(({ place, empty }) => [refKey((asked[place] as { ref: ObjectRef }).ref), empty]));
}
