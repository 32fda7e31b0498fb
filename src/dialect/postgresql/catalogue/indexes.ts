import { canonical } from "../../../model/expression.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { described } from "./described.ts";
import { homeFields, homeRef, type HomeRow } from "./home.ts";
import { indexKey, keysSql, nullsNotDistinctSql, pgIndex, type KeyRow } from "./keys.ts";
import { storageOptions } from "./options.ts";
import { type Columns, type Query, rowsByColumn } from "./query.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Row extends HomeRow {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly KeyRow[];
  readonly include: readonly string[];
  readonly where: string | null;
  readonly nullsNotDistinct: boolean;
  readonly options: readonly string[] | null;
  readonly cluster: boolean;
  readonly replicaIdentity: boolean;
  readonly tablespace: string | null;
  readonly valid: boolean;
  readonly comment: string | null;
}

/** An index behind a constraint is that constraint's; one that is attached to that of a partitioned table is part of it. */
const question = (schemas: readonly string[]): Columns<Row> => ({
  before: `${scopeSql(schemas)}, ${keysSql("NOT i.indisexclusion AND NOT i.indisprimary")}`,
  fields: {
    ...homeFields,
    name: "c.relname",
    unique: "i.indisunique",
    method: "am.amname",
    keys: "key.keys",
    include: "coalesce(included.columns, '[]')",
    where: "pg_get_expr(i.indpred, i.indrelid)",
    nullsNotDistinct: nullsNotDistinctSql,
    options: "c.reloptions",
    cluster: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    tablespace: "(SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)",
    valid: "i.indisvalid AND i.indisready AND i.indislive",
    comment: described("pg_class", "c.oid"),
  },
  from: `FROM managed m JOIN ${pgIndex} i ON i.indrelid = m.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
    JOIN key ON key.indexrelid = c.oid LEFT JOIN included ON included.indexrelid = c.oid
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AND ${notMember("pg_class", "c.oid")}
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C", c.relname COLLATE "C"`,
});

export async function readIndexes(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"index">[]> {
  const rows = await rowsByColumn(query, question(schemas));
  return rows.map((row) => ({
    kind: "index",
    ref: { kind: "index", parent: homeRef(row), name: row.name },
    body: {
      unique: row.unique,
      method: row.method,
      keys: row.keys.map(indexKey),
      include: row.include,
      where: row.where === null ? null : canonical(row.where),
      nullsNotDistinct: row.nullsNotDistinct,
      options: storageOptions(row.options),
      ...(row.tablespace !== null && { tablespace: row.tablespace }),
      ...(row.cluster && { cluster: true }),
      ...(row.replicaIdentity && { replicaIdentity: true }),
      valid: row.valid,
    },
    origin: declared,
    comment: row.comment,
  }));
}
