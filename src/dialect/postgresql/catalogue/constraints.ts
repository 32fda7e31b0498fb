import type { ReferentialAction } from "../../../model/constraint-body.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import { type ObjectRef, tableRef } from "../../../model/ref.ts";
import type { Columns } from "./columns.ts";
import { includedColumns, indexKeys, type KeyNames, keysFields, type KeysRow, nullsNotDistinctSql, pgIndex } from "./keys.ts";
import { storageOptions } from "./options.ts";
import { remarkedSql } from "./described.ts";
import { tablespaceSql } from "./placement.ts";
import { partsByColumn, type Query, type RowsByColumn } from "./query.ts";
import { printed } from "./read-again.ts";
import { onRelations, type Relations } from "./relations.ts";
import { notMember, scopeSql } from "./scope.ts";
import { withNewer } from "./with-newer.ts";

type ActionCode = "a" | "r" | "c" | "n" | "d";

/** Columns are numbers of the table's. */
interface Row {
  readonly relation: number;
  readonly name: string;
  readonly type: "p" | "u" | "c" | "f" | "x";
  readonly columns: readonly number[] | null;
  readonly include: Pick<KeysRow, "numbers" | "count"> | null;
  /** Of an exclusion constraint. */
  readonly excluded: (KeysRow & { readonly operators: readonly string[] }) | null;
  readonly nullsNotDistinct: boolean | null;
  readonly method: string | null;
  readonly where: string | null;
  readonly expression: string | null;
  readonly noInherit: boolean;
  readonly valid: boolean;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly target: number;
  readonly targetColumns: readonly number[] | null;
  readonly onDelete: ActionCode;
  readonly onUpdate: ActionCode;
  readonly match: "s" | "f";
  readonly options: readonly string[] | null;
  readonly tablespace: string | null;
  readonly cluster: boolean | null;
  readonly replicaIdentity: boolean | null;
  readonly incomplete: boolean | null;
  readonly onDeleteColumns: readonly number[] | null;
  readonly notEnforced: boolean;
  readonly period: boolean;
  readonly comment: string | null;
}

const operatorsSql = `(SELECT json_agg(CASE WHEN n.nspname = 'pg_catalog' THEN p.oprname ELSE format('OPERATOR(%I.%s)', n.nspname, p.oprname) END ORDER BY u.place)
      FROM unnest(c.conexclop) WITH ORDINALITY u (operator, place) JOIN pg_operator p ON p.oid = u.operator JOIN pg_namespace n ON n.oid = p.oprnamespace)`;
const excludedSql = Object.entries({ ...keysFields, operators: operatorsSql })
  .map(([name, value]) => `${value} AS "${name}"`)
  .join(", ");

/** A key that a partitioned table implies on its own (conparentid) is part of another. */
const question = (schemas: readonly string[]): RowsByColumn<Row> => ({
  before: `${scopeSql(schemas)}, ${remarkedSql("pg_constraint")}`,
  fields: {
    relation: "c.conrelid::int8",
    name: "c.conname",
    type: "c.contype::text",
    columns: "c.conkey",
    include: "CASE WHEN i.indnatts > i.indnkeyatts THEN json_build_object('numbers', i.indkey::int2[], 'count', i.indnkeyatts) END",
    nullsNotDistinct: nullsNotDistinctSql,
    excluded: `CASE WHEN c.contype = 'x' THEN (SELECT to_json(k) FROM (SELECT ${excludedSql}) k) END`,
    method: "am.amname",
    where: "pg_get_expr(i.indpred, i.indrelid)",
    expression: "pg_get_expr(c.conbin, c.conrelid)",
    noInherit: "c.connoinherit",
    valid: "c.convalidated",
    deferrable: "c.condeferrable",
    deferred: "c.condeferred",
    target: "c.confrelid::int8",
    targetColumns: "c.confkey",
    onDelete: "c.confdeltype::text",
    onUpdate: "c.confupdtype::text",
    match: "c.confmatchtype::text",
    options: "ic.reloptions",
    tablespace: tablespaceSql("ic.reltablespace"),
    cluster: "i.indisclustered",
    replicaIdentity: "i.indisreplident",
    incomplete: "NOT i.indisvalid",
    onDeleteColumns: "c.newer_confdelsetcols",
    notEnforced: "NOT coalesce(c.newer_conenforced, true)",
    period: "coalesce(c.newer_conperiod, false)",
    comment: "d.description",
  },
  from: `FROM managed m JOIN ${withNewer("pg_constraint", { conenforced: "boolean", conperiod: "boolean", confdelsetcols: "int2[]" })} c ON c.conrelid = m.oid
    LEFT JOIN ${pgIndex} i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_am am ON am.oid = ic.relam
    LEFT JOIN remarked d ON d.objoid = c.oid
  WHERE c.contype IN ('p', 'u', 'c', 'f', 'x') AND c.conparentid = 0 AND NOT (c.coninhcount > 0 AND (m.relispartition OR NOT c.conislocal)) AND ${notMember("pg_constraint", "c.oid")}`,
  order: `array_position('{p,u,c,x,f}'::text[], c.contype::text), c.conname COLLATE "C"`,
});

/** @param known what rows name by number, asked for before */
export async function readConstraints(
  query: Query,
  schemas: readonly string[],
  ...known: readonly [Promise<Relations>, Promise<Columns>, Promise<KeyNames>]
): Promise<readonly SchemaObject[]> {
  const [parts, relations, columns, names] = await Promise.all([partsByColumn(query, question(schemas)), ...known]);
  return onRelations(parts, relations, (row, parent) => constraint(row, parent, { relations, columns, names }));
}

interface Known {
  readonly relations: Relations;
  readonly columns: Columns;
  readonly names: KeyNames;
}

function constraint(row: Row, parent: ObjectRef, known: Known): SchemaObject {
  const namesOf = (numbers: readonly number[] | null, relation = row.relation) =>
    (numbers ?? []).map((number) => known.columns.named(relation, number)?.name ?? "");
  const common = { origin: declared, comment: row.comment };
  const deferral = { deferrable: row.deferrable, initiallyDeferred: row.deferred };
  const include = includedColumns(row.include, row.relation, known.columns);
  const indexed = {
    ...(row.tablespace !== null && { tablespace: row.tablespace }),
    ...(row.cluster === true && { cluster: true as const }),
    ...(row.replicaIdentity === true && { replicaIdentity: true as const }),
    ...(row.incomplete === true && { incomplete: true as const }),
    ...(row.options !== null && { options: storageOptions(row.options) }),
    ...(row.period && { withoutOverlaps: true as const }),
  };
  const enforced = row.notEnforced ? { notEnforced: true as const } : {};
  switch (row.type) {
    case "p":
      return {
        ...common,
        kind: "primaryKey",
        ref: { kind: "primaryKey", parent, name: row.name },
        body: { columns: namesOf(row.columns), include, ...deferral, ...indexed },
      };
    case "u":
      return {
        ...common,
        kind: "unique",
        ref: { kind: "unique", parent, name: row.name },
        body: { columns: namesOf(row.columns), include, nullsNotDistinct: row.nullsNotDistinct ?? false, ...deferral, ...indexed },
      };
    case "c":
      return {
        ...common,
        kind: "check",
        ref: { kind: "check", parent, name: row.name },
        body: { expression: printed(row.expression ?? ""), noInherit: row.noInherit, notValid: !row.valid, ...enforced },
      };
    case "f":
      return {
        ...common,
        kind: "foreignKey",
        ref: { kind: "foreignKey", parent, name: row.name },
        body: {
          columns: namesOf(row.columns),
          references: { table: known.relations.get(row.target) ?? tableRef("", ""), columns: namesOf(row.targetColumns, row.target) },
          onDelete: actions[row.onDelete],
          ...(row.onDeleteColumns !== null && { onDeleteColumns: namesOf(row.onDeleteColumns) }),
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
          elements:
            row.excluded === null
              ? []
              : indexKeys(row.excluded, row.relation, known.columns, known.names).map((key, index) => ({
                  ...key,
                  with: row.excluded?.operators[index] ?? "",
                })),
          where: row.where === null ? null : printed(row.where),
          ...deferral,
        },
      };
  }
}

const actions: Readonly<Record<ActionCode, ReferentialAction>> = {
  a: "noAction",
  r: "restrict",
  c: "cascade",
  n: "setNull",
  d: "setDefault",
};
