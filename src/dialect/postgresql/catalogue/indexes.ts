import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { remarkedSql } from "./described.ts";
import type { Columns } from "./columns.ts";
import { includedColumns, indexKeys, type KeyNames, keysFields, type KeysRow, nullsNotDistinctSql, pgIndex, tunedSql } from "./keys.ts";
import { storageOptions } from "./options.ts";
import { partsByColumn, type Query, type RowsByColumn } from "./query.ts";
import { onRelations, type Relations } from "./relations.ts";
import { tablespaceSql } from "./placement.ts";
import { printed } from "./read-again.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Row extends KeysRow {
  readonly relation: number;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
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
const question = (schemas: readonly string[]): RowsByColumn<Row> => ({
  before: `${scopeSql(schemas)}, ${tunedSql}, ${remarkedSql("pg_class")}`,
  fields: {
    relation: "i.indrelid::int8",
    ...keysFields,
    tuned: "tuned.keys",
    name: "c.relname",
    unique: "i.indisunique",
    method: "am.amname",
    where: "pg_get_expr(i.indpred, i.indrelid)",
    nullsNotDistinct: nullsNotDistinctSql,
    options: "c.reloptions",
    cluster: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    tablespace: tablespaceSql("c.reltablespace"),
    valid: "i.indisvalid AND i.indisready AND i.indislive",
    comment: "d.description",
  },
  from: `FROM managed m JOIN ${pgIndex} i ON i.indrelid = m.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
    LEFT JOIN tuned ON tuned.attrelid = c.oid LEFT JOIN remarked d ON d.objoid = c.oid
  WHERE NOT i.indisprimary AND NOT i.indisexclusion AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AND ${notMember("pg_class", "c.oid")}`,
  order: `c.relname COLLATE "C"`,
});

/** @param known what rows name by number, asked for before */
export async function readIndexes(
  query: Query,
  schemas: readonly string[],
  ...known: readonly [Promise<Relations>, Promise<Columns>, Promise<KeyNames>]
): Promise<readonly SchemaObjectOf<"index">[]> {
  const [parts, relations, columns, names] = await Promise.all([partsByColumn(query, question(schemas)), ...known]);
  return onRelations(parts, relations, (row, parent) => ({
    kind: "index",
    ref: { kind: "index", parent, name: row.name },
    body: {
      unique: row.unique,
      method: row.method,
      keys: indexKeys(row, row.relation, columns, names),
      include: includedColumns(row, row.relation, columns),
      where: row.where === null ? null : printed(row.where),
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
