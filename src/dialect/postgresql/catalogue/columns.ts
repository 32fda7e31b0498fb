import type { ColumnBody, ColumnTuning, NotNull } from "../../../model/body.ts";
import type { ForeignOptions } from "../../../model/foreign-body.ts";
import { canonical } from "../../../model/expression.ts";
import { impliedNotNull, makeObjectName } from "../../../model/naming.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { refKey } from "../../../model/ref.ts";
import { compressionWord, storageWord, tuningSql } from "./column-tuning.ts";
import { described } from "./described.ts";
import { optionsIn } from "./foreign.ts";
import { homeFields, homeRef, type HomeRow } from "./home.ts";
import { type Columns, type Query, rowsByColumn } from "./query.ts";
import { scopeSql } from "./scope.ts";
import { sequenceColumns, sequenceOptions, type SequenceRow } from "./sequence-options.ts";
import type { Sequences } from "./sequences.ts";

interface Row extends HomeRow {
  readonly name: string;
  readonly position: number;
  readonly type: string;
  readonly nullable: boolean;
  /** From 18 on: where it is not checked, the column may hold NULL, and whoever wants none checks it. */
  readonly notNull: NotNull | null;
  readonly expression: string | null;
  readonly identity: "" | "a" | "d";
  readonly generated: "" | "s" | "v";
  readonly collation: string | null;
  readonly sequence: (SequenceRow & { readonly name: string; readonly comment: string | null }) | null;
  readonly tuning: ColumnTuning | null;
  readonly foreignOptions: ForeignOptions | null;
  readonly comment: string | null;
}

/** NULL for a column that is as usual in all of it, as nearly every one is. */
const ownTuningSql = `CASE WHEN a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attoptions IS NOT NULL OR nullif(a.attstattarget, -1) IS NOT NULL THEN
      ${tuningSql(`CASE WHEN a.attstorage <> t.typstorage THEN ${storageWord} END`, compressionWord)} END`;

/** NULL for a NOT NULL that is as usual, as nearly every one is. */
const notNullSql = `CASE WHEN nn.oid IS NOT NULL AND (NOT nn.convalidated OR nn.connoinherit OR nn.conname <> m.relname || '_' || a.attname || '_not_null' OR nn.oid IN (SELECT dd.objoid FROM pg_description dd WHERE dd.classoid = 'pg_constraint'::regclass)) THEN
      json_strip_nulls(json_build_object('name', nn.conname, 'noInherit', nullif(nn.connoinherit, false), 'notValid', nullif(NOT nn.convalidated, false), 'comment', ${described("pg_constraint", "nn.oid")})) END`;

/**
 * What few columns have and all are asked for: each a table of its own, made once and joined by hash. The planner takes a schema for a tenth of what it is, and would look
 * into an index for every column.
 */
const besideSql = `
  expressed AS MATERIALIZED (SELECT x.adrelid, x.adnum, x.adbin FROM pg_attrdef x),
  required AS MATERIALIZED (SELECT k.oid, k.conrelid, k.conkey[1] AS number, k.conname, k.convalidated, k.connoinherit FROM pg_constraint k WHERE k.contype = 'n' AND k.conrelid <> 0),
  remarked AS MATERIALIZED (SELECT dd.objoid, dd.objsubid, dd.description FROM pg_description dd WHERE dd.classoid = 'pg_class'::regclass AND dd.objsubid > 0)`;

/** A partition has the columns of its table, and one that inherits has those of others beside its own. A collation that is the type's own is none that anybody wrote. */
const question = (schemas: readonly string[]): Columns<Row> => ({
  before: `${scopeSql(schemas)}, ${besideSql}`,
  fields: {
    ...homeFields,
    name: "a.attname",
    position: "a.attnum",
    type: "format_type(a.atttypid, a.atttypmod)",
    nullable: "NOT a.attnotnull OR nn.oid IS NOT NULL AND NOT nn.convalidated",
    notNull: notNullSql,
    expression: "pg_get_expr(x.adbin, x.adrelid)",
    identity: "a.attidentity::text",
    generated: "a.attgenerated::text",
    collation:
      "CASE WHEN a.attcollation <> t.typcollation THEN (SELECT CASE WHEN n.nspname = 'pg_catalog' THEN l.collname ELSE n.nspname || '.' || l.collname END FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) END",
    sequence: `CASE WHEN a.attidentity <> '' THEN (SELECT to_json(s) FROM (SELECT ${sequenceColumns}, qc.relname AS name, ${described("pg_class", "qc.oid")} AS comment FROM pg_depend d JOIN pg_sequence q ON q.seqrelid = d.objid JOIN pg_class qc ON qc.oid = d.objid WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i') s) END`,
    tuning: ownTuningSql,
    foreignOptions: `CASE WHEN a.attfdwoptions IS NOT NULL THEN ${optionsIn("a.attfdwoptions")} END`,
    comment: "r.description",
  },
  from: `FROM managed m JOIN pg_attribute a ON a.attrelid = m.oid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN expressed x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
    LEFT JOIN required nn ON nn.conrelid = a.attrelid AND nn.number = a.attnum
    LEFT JOIN remarked r ON r.objoid = a.attrelid AND r.objsubid = a.attnum
  WHERE m.relkind IN ('r', 'p', 'f') AND NOT m.relispartition AND (a.attislocal OR a.attinhcount = 0) AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C", a.attnum`,
});

/** @param sequences asked for before, with those that serial columns imply */
export async function readColumns(
  query: Query,
  schemas: readonly string[],
  sequences: Promise<Sequences>,
): Promise<readonly SchemaObjectOf<"column">[]> {
  const [rows, { serial }] = await Promise.all([rowsByColumn(query, question(schemas)), sequences]);
  const taken = takenNames(rows);
  return rows.map((row) => ({
    kind: "column",
    ref: columnRef(row),
    body: {
      type: row.type,
      nullable: row.nullable,
      collation: row.collation,
      ...source(row, serial.size === 0 || row.expression === null ? undefined : serial.get(refKey(columnRef(row)))),
      ...notNull(row, taken),
      ...(row.tuning !== null && { tuning: row.tuning }),
      ...(row.foreignOptions !== null && { foreignOptions: row.foreignOptions }),
    },
    origin: declared,
    comment: row.comment,
    position: row.position,
  }));
}

const inSchema = ({ schema }: Row, name: string): string => `${schema}\u0001${name}`;

/** Names that a NOT NULL has which would be implied for another, as CREATE TABLE … LIKE copies them: where theirs is made first, the other gets a number behind its own. */
const takenNames = (rows: readonly Row[]): ReadonlySet<string> =>
  new Set(
    rows.flatMap((row) =>
      row.notNull?.name === undefined || row.notNull.name === impliedNotNull(columnRef(row)) ? [] : [inSchema(row, row.notNull.name)],
    ),
  );

/** A name that was cut to its length can only be told from others here. */
function notNull(row: Row, taken: ReadonlySet<string>): Pick<ColumnBody, "notNull"> {
  if (row.notNull === null && (row.nullable || taken.size === 0)) return {};
  const madeUp = impliedNotNull(columnRef(row));
  const { name = madeUp, ...rest } = row.notNull ?? {};
  const own: NotNull = { ...(name !== madeUp ? { name } : taken.has(inSchema(row, madeUp)) ? { implied: true } : {}), ...rest };
  return Object.keys(own).length === 0 ? {} : { notNull: own };
}

const columnRef = (row: Row) => ({ kind: "column", parent: homeRef(row), name: row.name }) as const;

/** Where the column's value comes from when nobody gives one. */
function source(
  { relation, name, expression, identity, generated, sequence }: Row,
  implied: SequenceRow | undefined,
): Pick<ColumnBody, "default" | "identity" | "generated"> {
  if (sequence !== null)
    return {
      default: null,
      generated: null,
      identity: {
        mode: identity === "a" ? "always" : "byDefault",
        sequence: sequenceOptions(sequence),
        ...(sequence.name !== makeObjectName(relation, name, "seq") && { name: sequence.name }),
        ...(sequence.comment !== null && { comment: sequence.comment }),
      },
    };
  if (expression === null) return { default: null, identity: null, generated: null };
  if (generated !== "")
    return { default: null, identity: null, generated: { expression: canonical(expression), stored: generated === "s" } };
  if (implied !== undefined) return { default: null, generated: null, identity: { mode: "serial", sequence: sequenceOptions(implied) } };
  return { default: canonical(expression), identity: null, generated: null };
}
