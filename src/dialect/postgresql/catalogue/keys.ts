import type { IndexKey } from "../../../model/body.ts";
import { canonical } from "../../../model/expression.ts";
import { collationSql } from "./names.ts";
import { storageOptions } from "./options.ts";
import { withNewer } from "./with-newer.ts";

export interface KeyRow {
  readonly column: string | null;
  readonly expression: string | null;
  /** Bits of indoption: 1 descending, 2 nulls first. */
  readonly option: number;
  readonly opclass: string | null;
  readonly collation: string | null;
  /** Parameters of the operator class, `name=value`. */
  readonly options: readonly string[] | null;
  readonly statistics: number | null;
  /** The operator of an exclusion constraint. */
  readonly operator: string | null;
}

/**
 * Common table expressions `key` and `included`: of the indexes on managed relations that `where` (on `i`, pg_index) leaves, the keys, and the columns of INCLUDE, as
 * JSON arrays. For all indexes at once: a subquery for each of them would start a dozen joins anew. The table's own column names count: the index calls a column
 * otherwise that is a key as well.
 * An operator class or collation is given only where it is not the one that PostgreSQL would have chosen; an expression has that of
 * what it is made of, which only the server's own spelling of the whole index tells: what the index stores (a hash, a key of GIN) is of another type.
 */
export const keysSql = (where: string): string => `
  part AS (
    SELECT i.indexrelid, k.place, k.place <= i.indnkeyatts AS is_key, a.attname, a.atttypid, a.attcollation, k.option, k.opclass, k.coll, x.conexclop[k.place] AS operator
    FROM managed m JOIN pg_index i ON i.indrelid = m.oid LEFT JOIN pg_constraint x ON i.indisexclusion AND x.conindid = i.indexrelid AND x.contype = 'x'
      CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indoption::int2[], i.indclass::oid[], i.indcollation::oid[]) WITH ORDINALITY k (attnum, option, opclass, coll, place)
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
    WHERE ${where}),
  key AS (
    SELECT k.indexrelid, json_agg(json_build_object('column', k.attname, 'expression', CASE WHEN k.attname IS NULL THEN pg_get_indexdef(k.indexrelid, k.place::int, false) END,
      'option', coalesce(k.option, 0), 'opclass', CASE WHEN tuned.attoptions IS NOT NULL OR NOT (o.opcdefault AND CASE WHEN k.attname IS NULL THEN strpos(pg_get_indexdef(k.indexrelid), ' ' || quote_ident(o.opcname)) = 0
          ELSE o.opcintype = k.atttypid OR NOT EXISTS (
            SELECT FROM pg_opclass better WHERE better.opcmethod = o.opcmethod AND better.opcdefault AND better.opcintype = k.atttypid) END)
        THEN CASE WHEN os.nspname = 'pg_catalog' THEN o.opcname ELSE os.nspname || '.' || o.opcname END END,
      'collation', CASE WHEN k.coll <> 0 AND k.coll <> coalesce(k.attcollation, (SELECT kt.typcollation FROM pg_attribute ka JOIN pg_type kt ON kt.oid = ka.atttypid WHERE ka.attrelid = k.indexrelid AND ka.attnum = k.place))
          AND (k.attname IS NOT NULL OR strpos(pg_get_indexdef(k.indexrelid), pg_get_indexdef(k.indexrelid, k.place::int, false) || ' COLLATE ') > 0)
        THEN ${collationSql("k.coll")} END,
      'options', tuned.attoptions, 'statistics', nullif(tuned.attstattarget, -1),
      'operator', CASE WHEN p.oid IS NOT NULL THEN CASE WHEN ps.nspname = 'pg_catalog' THEN p.oprname ELSE format('OPERATOR(%I.%s)', ps.nspname, p.oprname) END END
    ) ORDER BY k.place) AS keys
    FROM part k LEFT JOIN pg_attribute tuned ON tuned.attrelid = k.indexrelid AND tuned.attnum = k.place AND (tuned.attoptions IS NOT NULL OR tuned.attstattarget >= 0)
      JOIN pg_opclass o ON o.oid = k.opclass JOIN pg_namespace os ON os.oid = o.opcnamespace
      LEFT JOIN pg_operator p ON p.oid = k.operator LEFT JOIN pg_namespace ps ON ps.oid = p.oprnamespace
    WHERE k.is_key GROUP BY k.indexrelid),
  included AS (SELECT indexrelid, json_agg(attname ORDER BY place) AS columns FROM part WHERE NOT is_key GROUP BY indexrelid)`;

/** pg_index for FROM: `NULLS NOT DISTINCT` came with 15. */
export const pgIndex = withNewer("pg_index", { indnullsnotdistinct: "boolean" });
export const nullsNotDistinctSql = "coalesce(i.newer_indnullsnotdistinct, false)";

export function indexKey({ column, expression, option, opclass, collation, options, statistics }: KeyRow): IndexKey {
  const order = (option & 1) === 0 ? "asc" : "desc";
  const nulls = (option & 2) === 0 ? "last" : "first";
  const usual = order === "asc" ? "last" : "first";
  return { column, expression: expression === null ? null : canonical(expression), order, nulls: nulls === usual ? null : nulls, opclass, collation, ...(options !== null && { options: storageOptions(options) }), ...(statistics !== null && { statistics }) };
}
