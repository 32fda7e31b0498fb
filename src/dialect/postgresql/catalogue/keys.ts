import type { IndexKey } from "../../../model/body.ts";
import { canonical } from "../../../model/expression.ts";
import { withNewer } from "./with-newer.ts";

export interface KeyRow {
  readonly column: string | null;
  readonly expression: string | null;
  /** Bits of indoption: 1 descending, 2 nulls first. */
  readonly option: number;
  readonly opclass: string | null;
  readonly collation: string | null;
  /** The operator of an exclusion constraint. */
  readonly operator: string | null;
}

/**
 * The keys of the index `i` (pg_index) on relation `i.indrelid` as a JSON array; `operators` gives an array of operator oids, or NULL.
 * An operator class or collation is given only where it is not the one that PostgreSQL would have chosen; an expression has that of
 * what it is made of, which only the server's own spelling of the whole index tells: what the index stores (a hash, a key of GIN) is of another type.
 */
export const keysSql = (operators: string): string => `
  (SELECT json_agg(json_build_object('column', a.attname, 'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, k, false) END,
      'option', coalesce(i.indoption[k - 1], 0), 'opclass', CASE WHEN NOT (o.opcdefault AND CASE WHEN a.attname IS NULL THEN strpos(pg_get_indexdef(i.indexrelid), ' ' || quote_ident(o.opcname)) = 0
          ELSE o.opcintype = a.atttypid OR NOT EXISTS (
            SELECT FROM pg_opclass better WHERE better.opcmethod = o.opcmethod AND better.opcdefault AND better.opcintype = a.atttypid) END)
        THEN CASE WHEN os.nspname = 'pg_catalog' THEN o.opcname ELSE os.nspname || '.' || o.opcname END END,
      'collation', CASE WHEN i.indcollation[k - 1] <> 0 AND i.indcollation[k - 1] <> coalesce(a.attcollation, kt.typcollation)
          AND (a.attname IS NOT NULL OR strpos(pg_get_indexdef(i.indexrelid), pg_get_indexdef(i.indexrelid, k, false) || ' COLLATE ') > 0)
        THEN CASE WHEN ls.nspname = 'pg_catalog' THEN l.collname ELSE ls.nspname || '.' || l.collname END END,
      'operator', CASE WHEN p.oid IS NOT NULL THEN CASE WHEN ps.nspname = 'pg_catalog' THEN p.oprname ELSE format('OPERATOR(%I.%s)', ps.nspname, p.oprname) END END
    ) ORDER BY k)
   FROM generate_series(1, i.indnkeyatts) k
     JOIN pg_attribute ka ON ka.attrelid = i.indexrelid AND ka.attnum = k JOIN pg_type kt ON kt.oid = ka.atttypid
     LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND a.attnum <> 0
     JOIN pg_opclass o ON o.oid = i.indclass[k - 1] JOIN pg_namespace os ON os.oid = o.opcnamespace
     LEFT JOIN pg_collation l ON l.oid = i.indcollation[k - 1] LEFT JOIN pg_namespace ls ON ls.oid = l.collnamespace
     LEFT JOIN pg_operator p ON p.oid = (${operators})[k] LEFT JOIN pg_namespace ps ON ps.oid = p.oprnamespace)`;

/** The columns of INCLUDE of the index `i`, as a JSON array. The index calls them otherwise where one is a key as well. */
export const includeSql = `
  (SELECT coalesce(json_agg(a.attname ORDER BY k), '[]') FROM generate_series(i.indnkeyatts + 1, i.indnatts) k
   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1])`;

/** pg_index for FROM: `NULLS NOT DISTINCT` came with 15. */
export const pgIndex = withNewer("pg_index", { indnullsnotdistinct: "boolean" });
export const nullsNotDistinctSql = "coalesce(i.newer_indnullsnotdistinct, false)";

export function indexKey({ column, expression, option, opclass, collation }: KeyRow): IndexKey {
  const order = (option & 1) === 0 ? "asc" : "desc";
  const nulls = (option & 2) === 0 ? "last" : "first";
  const usual = order === "asc" ? "last" : "first";
  return { column, expression: expression === null ? null : canonical(expression), order, nulls: nulls === usual ? null : nulls, opclass, collation };
}
