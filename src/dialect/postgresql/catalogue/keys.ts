import type { IndexKey } from "../../../model/body.ts";
import type { Columns, NumberedColumn } from "./columns.ts";
import { nameSql } from "./names.ts";
import { storageOptions } from "./options.ts";
import { rowsByColumn, rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { withNewer } from "./with-newer.ts";

/** The keys of an index by number, and what few have. */
export interface KeysRow {
  /** Numbers of columns, 0 for an expression; those behind the first `count` are included. */
  readonly numbers: readonly number[];
  readonly count: number;
  /** For each key, bits: 1 descending, 2 nulls first. */
  readonly directions: readonly number[];
  readonly classes: readonly number[];
  readonly collations: readonly number[];
  readonly expressions: readonly { readonly place: number; readonly text: string; readonly collation: number }[] | null;
  /** Where there are expressions: the whole index as the server spells it. */
  readonly definition: string | null;
  readonly tuned:
    | readonly { readonly place: number; readonly options: readonly string[] | null; readonly statistics: number | null }[]
    | null;
}

const tuned = "json_agg(json_build_object('place', a.attnum, 'options', a.attoptions, 'statistics', nullif(a.attstattarget, -1)))";
const isTuned = "(a.attoptions IS NOT NULL OR a.attstattarget >= 0)";

/** A common table expression: what somebody tuned of keys, by index, for whoever asks about thousands. */
export const tunedSql = `tuned AS MATERIALIZED (SELECT a.attrelid, ${tuned} AS keys FROM pg_attribute a WHERE ${isTuned} AND a.attrelid IN (SELECT indexrelid FROM pg_index) GROUP BY a.attrelid)`;

/** Of the index `i`. */
export const keysFields: Readonly<Record<keyof KeysRow, string>> = {
  numbers: "i.indkey::int2[]",
  count: "i.indnkeyatts",
  directions: "i.indoption::int2[]",
  classes: "i.indclass::oid[]::int8[]",
  collations: "i.indcollation::oid[]::int8[]",
  expressions: `CASE WHEN i.indexprs IS NOT NULL THEN
    (SELECT json_agg(json_build_object('place', a.attnum, 'text', pg_get_indexdef(i.indexrelid, a.attnum, false), 'collation', t.typcollation::int8)) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts AND i.indkey[a.attnum - 1] = 0) END`,
  definition: "CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid) END",
  tuned: `(SELECT ${tuned} FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND ${isTuned})`,
};

/** pg_index for FROM: `NULLS NOT DISTINCT` came with 15. */
export const pgIndex = withNewer("pg_index", { indnullsnotdistinct: "boolean" });
export const nullsNotDistinctSql = "coalesce(i.newer_indnullsnotdistinct, false)";

interface OperatorClass {
  readonly oid: number;
  readonly name: string;
  /** As SQL has it, without a schema. */
  readonly quoted: string;
  readonly method: number;
  readonly type: number;
  readonly isDefault: boolean;
}

/** What keys name by oid. */
export interface KeyNames {
  readonly classes: ReadonlyMap<number, OperatorClass>;
  /** Methods with a type for which they have an operator class that need not be named. */
  readonly defaults: ReadonlySet<string>;
  readonly collations: ReadonlyMap<number, string>;
}

const defaultOf = ({ method, type }: Pick<OperatorClass, "method" | "type">): string => `${method} ${type}`;

export async function readKeyNames(query: Query): Promise<KeyNames> {
  const [classes, collations] = await Promise.all([
    rowsByColumn<OperatorClass>(query, {
      before: "",
      fields: {
        oid: "o.oid::int8",
        name: "CASE WHEN n.nspname = 'pg_catalog' THEN o.opcname ELSE n.nspname || '.' || o.opcname END",
        quoted: "quote_ident(o.opcname)",
        method: "o.opcmethod::int8",
        type: "o.opcintype::int8",
        isDefault: "o.opcdefault",
      },
      from: "FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace",
      order: "o.oid",
    }),
    rowsOf<{ readonly oid: number; readonly name: string }>(
      query,
      `SELECT l.oid::int8, ${nameSql("l.collname", "l.collnamespace")} AS name FROM pg_collation l WHERE l.oid IN (SELECT unnest(i.indcollation::oid[]) FROM pg_index i)`,
    ),
  ]);
  return {
    classes: new Map(classes.map((each) => [each.oid, each])),
    defaults: new Set(classes.filter(({ isDefault }) => isDefault).map(defaultOf)),
    collations: new Map(collations.map(({ oid, name }) => [oid, name])),
  };
}

/** The columns of INCLUDE. The table's own names count: the index calls a column otherwise that is a key as well. */
export const includedColumns = (keys: Pick<KeysRow, "numbers" | "count"> | null, relation: number, columns: Columns): readonly string[] =>
  keys === null || keys.numbers.length === keys.count
    ? none
    : keys.numbers.slice(keys.count).map((number) => columns.named(relation, number)?.name ?? "");

/** Nearly all include none; they share them. */
const none: readonly string[] = [];

export const indexKeys = (row: KeysRow, relation: number, columns: Columns, names: KeyNames): readonly IndexKey[] =>
  row.numbers
    .slice(0, row.count)
    .map((number, index) => indexKey(row, index, number === 0 ? undefined : columns.named(relation, number), names));

function indexKey(row: KeysRow, index: number, column: NumberedColumn | undefined, names: KeyNames): IndexKey {
  const direction = row.directions[index] ?? 0;
  const order = (direction & 1) === 0 ? "asc" : "desc";
  const nulls = (direction & 2) === 0 ? "last" : "first";
  const usual = order === "asc" ? "last" : "first";
  const expression = column === undefined ? row.expressions?.find(({ place }) => place === index + 1) : undefined;
  const { options = null, statistics = null } = row.tuned?.find(({ place }) => place === index + 1) ?? {};
  return {
    column: column?.name ?? null,
    expression: expression === undefined ? null : printed(expression.text),
    order,
    nulls: nulls === usual ? null : nulls,
    opclass: operatorClass(names.classes.get(row.classes[index] ?? 0), column, row.definition, options !== null, names),
    collation: collation(row.collations[index] ?? 0, column, expression, row.definition, names),
    ...(options !== null && { options: storageOptions(options) }),
    ...(statistics !== null && { statistics }),
  };
}

/**
 * An operator class or collation is given only where it is not the one that PostgreSQL would have chosen; an expression has that of
 * what it is made of, which only the server's own spelling of the whole index tells: what the index stores (a hash, a key of GIN) is of another type.
 */
function operatorClass(
  found: OperatorClass | undefined,
  column: NumberedColumn | undefined,
  definition: string | null,
  hasOptions: boolean,
  { defaults }: KeyNames,
): string | null {
  if (found === undefined) return null;
  const isChosen =
    column === undefined
      ? definition?.includes(` ${found.quoted}`) !== true
      : found.type === column.typeId || !defaults.has(defaultOf({ method: found.method, type: column.typeId }));
  return found.isDefault && isChosen && !hasOptions ? null : found.name;
}

function collation(
  oid: number,
  column: NumberedColumn | undefined,
  expression: { readonly text: string; readonly collation: number } | undefined,
  definition: string | null,
  { collations }: KeyNames,
): string | null {
  if (oid === 0 || oid === (column?.collationId ?? expression?.collation)) return null;
  return column !== undefined || definition?.includes(`${expression?.text} COLLATE `) === true ? (collations.get(oid) ?? null) : null;
}
