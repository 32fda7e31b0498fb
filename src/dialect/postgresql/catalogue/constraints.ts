import type { ReferentialAction } from "../../../model/constraint-body.ts";
import { canonical } from "../../../model/expression.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import { tableRef } from "../../../model/ref.ts";
import { described } from "./described.ts";
import { homeFields, homeRef, type HomeRow } from "./home.ts";
import { indexKey, keysSql, nullsNotDistinctSql, pgIndex, type KeyRow } from "./keys.ts";
import { storageOptions } from "./options.ts";
import { type Columns, type Query, rowsByColumn } from "./query.ts";
import { notMember, scopeSql } from "./scope.ts";
import { withNewer } from "./with-newer.ts";

type ActionCode = "a" | "r" | "c" | "n" | "d";

interface Row extends HomeRow {
  readonly name: string;
  readonly type: "p" | "u" | "c" | "f" | "x";
  readonly columns: readonly string[] | null;
  readonly include: readonly string[] | null;
  readonly keys: readonly KeyRow[] | null;
  readonly nullsNotDistinct: boolean | null;
  readonly method: string | null;
  readonly where: string | null;
  readonly expression: string | null;
  readonly noInherit: boolean;
  readonly valid: boolean;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly targetSchema: string | null;
  readonly target: string | null;
  readonly targetColumns: readonly string[] | null;
  readonly onDelete: ActionCode;
  readonly onUpdate: ActionCode;
  readonly match: "s" | "f";
  readonly options: readonly string[] | null;
  readonly tablespace: string | null;
  readonly cluster: boolean | null;
  readonly replicaIdentity: boolean | null;
  readonly onDeleteColumns: readonly string[] | null;
  readonly notEnforced: boolean;
  readonly period: boolean;
  readonly comment: string | null;
}

/** A common table expression: the names of such columns of each constraint of these types, in their order. */
const columnsOf = (name: string, relation: string, numbers: string, types: string): string => `
  ${name} AS (
    SELECT k.oid, array_agg(a.attname ORDER BY u.place) AS names
    FROM pg_constraint k CROSS JOIN LATERAL unnest(k.${numbers}) WITH ORDINALITY u (number, place) JOIN pg_attribute a ON a.attrelid = k.${relation} AND a.attnum = u.number
    WHERE k.contype IN (${types}) GROUP BY k.oid)`;

/** A key that a partitioned table implies on its own (conparentid) is part of another. */
const question = (schemas: readonly string[]): Columns<Row> => ({
  before: `${scopeSql(schemas)}, ${keysSql("i.indisexclusion OR i.indisunique AND i.indnatts > i.indnkeyatts")}, ${columnsOf("columns", "conrelid", "conkey", "'p', 'u', 'f'")}, ${columnsOf("target_columns", "confrelid", "confkey", "'f'")}`,
  fields: {
    ...homeFields,
    name: "c.conname",
    type: "c.contype::text",
    columns: "columns.names",
    include: "included.columns",
    nullsNotDistinct: nullsNotDistinctSql,
    keys: "key.keys",
    method: "am.amname",
    where: "pg_get_expr(i.indpred, i.indrelid)",
    expression: "pg_get_expr(c.conbin, c.conrelid)",
    noInherit: "c.connoinherit",
    valid: "c.convalidated",
    deferrable: "c.condeferrable",
    deferred: "c.condeferred",
    targetSchema: "fn.nspname",
    target: "f.relname",
    targetColumns: "target_columns.names",
    onDelete: "c.confdeltype::text",
    onUpdate: "c.confupdtype::text",
    match: "c.confmatchtype::text",
    options: "ic.reloptions",
    tablespace: "(SELECT s.spcname FROM pg_tablespace s WHERE s.oid = ic.reltablespace)",
    cluster: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    onDeleteColumns: "CASE WHEN c.newer_confdelsetcols IS NOT NULL THEN (SELECT array_agg(a.attname ORDER BY u.place) FROM unnest(c.newer_confdelsetcols) WITH ORDINALITY u (number, place) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = u.number) END",
    notEnforced: "NOT coalesce(c.newer_conenforced, true)",
    period: "coalesce(c.newer_conperiod, false)",
    comment: described("pg_constraint", "c.oid"),
  },
  from: `FROM managed m JOIN ${withNewer("pg_constraint", { conenforced: "boolean", conperiod: "boolean", confdelsetcols: "int2[]" })} c ON c.conrelid = m.oid
    LEFT JOIN ${pgIndex} i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_am am ON am.oid = ic.relam
    LEFT JOIN pg_class f ON f.oid = c.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
    LEFT JOIN key ON key.indexrelid = ic.oid LEFT JOIN included ON included.indexrelid = ic.oid
    LEFT JOIN columns ON columns.oid = c.oid LEFT JOIN target_columns ON target_columns.oid = c.oid
  WHERE c.contype IN ('p', 'u', 'c', 'f', 'x') AND c.conparentid = 0 AND NOT (c.coninhcount > 0 AND (m.relispartition OR NOT c.conislocal)) AND ${notMember("pg_constraint", "c.oid")}
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C", array_position('{p,u,c,x,f}'::text[], c.contype::text), c.conname COLLATE "C"`,
});

export async function readConstraints(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  return (await rowsByColumn(query, question(schemas))).map(constraint);
}

function constraint(row: Row): SchemaObject {
  const parent = homeRef(row);
  const common = { origin: declared, comment: row.comment };
  const deferral = { deferrable: row.deferrable, initiallyDeferred: row.deferred };
  const columns = row.columns ?? [];
  const include = row.include ?? [];
  const indexed = { ...(row.tablespace !== null && { tablespace: row.tablespace }), ...(row.cluster === true && { cluster: true as const }), ...(row.replicaIdentity === true && { replicaIdentity: true as const }), ...(row.options !== null && { options: storageOptions(row.options) }), ...(row.period && { withoutOverlaps: true as const }) };
  const enforced = row.notEnforced ? { notEnforced: true as const } : {};
  switch (row.type) {
    case "p":
      return { ...common, kind: "primaryKey", ref: { kind: "primaryKey", parent, name: row.name }, body: { columns, include, ...deferral, ...indexed } };
    case "u":
      return { ...common, kind: "unique", ref: { kind: "unique", parent, name: row.name }, body: { columns, include, nullsNotDistinct: row.nullsNotDistinct ?? false, ...deferral, ...indexed } };
    case "c":
      return { ...common, kind: "check", ref: { kind: "check", parent, name: row.name }, body: { expression: canonical(row.expression ?? ""), noInherit: row.noInherit, notValid: !row.valid, ...enforced } };
    case "f":
      return {
        ...common,
        kind: "foreignKey",
        ref: { kind: "foreignKey", parent, name: row.name },
        body: {
          columns,
          references: { table: tableRef(row.targetSchema ?? "", row.target ?? ""), columns: row.targetColumns ?? [] },
          onDelete: actions[row.onDelete],
          ...(row.onDeleteColumns !== null && { onDeleteColumns: row.onDeleteColumns }),
          onUpdate: actions[row.onUpdate],
          match: row.match === "f" ? "full" : "simple",
          notValid: !row.valid,
          ...enforced,
          ...(row.period && { period: true }),
          ...deferral,
        },
      };
    case "x":
      return {
        ...common,
        kind: "exclude",
        ref: { kind: "exclude", parent, name: row.name },
        body: {
          method: row.method ?? "gist",
          elements: (row.keys ?? []).map((key) => ({ ...indexKey(key), with: key.operator ?? "" })),
          where: row.where === null ? null : canonical(row.where),
          ...deferral,
        },
      };
  }
}

const actions: Readonly<Record<ActionCode, ReferentialAction>> = { a: "noAction", r: "restrict", c: "cascade", n: "setNull", d: "setDefault" };
