import type { ColumnBody, ColumnTuning, NotNull } from "../../../model/body.ts";
import type { ForeignOptions } from "../../../model/foreign-body.ts";
import { makeObjectName } from "../../../model/naming.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { type ObjectRef, refKey } from "../../../model/ref.ts";
import { ofUsualColumn } from "./access.ts";
import { compressionWord, storageWord, tuningSql } from "./column-tuning.ts";
import { described } from "./described.ts";
import { optionsIn } from "./foreign.ts";
import { partsByColumn, type Query, type RowsByColumn } from "./query.ts";
import { ownNotNull, sayingTakenNames } from "./not-null.ts";
import { printed } from "./read-again.ts";
import { onRelations, type Relations, relationsSql } from "./relations.ts";
import { sequenceColumns, sequenceOptions, type SequenceRow } from "./sequence-options.ts";
import type { Sequences } from "./sequences.ts";

/** A column of any relation that others may name by number; what belongs to a column of the model is there where it is one (`own`). */
interface Row {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly typeId: number;
  readonly collationId: number;
  readonly own: boolean;
  readonly type: string;
  readonly nullable: boolean;
  /** From 18 on: where it is not checked, the column may hold NULL, and whoever wants none checks it. */
  readonly notNull: NotNull | null;
  readonly expression: string | null;
  readonly identity: "" | "a" | "d";
  readonly generated: "" | "s" | "v";
  readonly collation: string | null;
  readonly sequence: (SequenceRow & { readonly name: string; readonly unlogged: boolean | null; readonly comment: string | null }) | null;
  readonly tuning: ColumnTuning | null;
  readonly foreignOptions: ForeignOptions | null;
  readonly comment: string | null;
}

/** A column as rows about keys have it: by number. */
export interface NumberedColumn {
  readonly name: string;
  readonly typeId: number;
  readonly collationId: number;
}

export interface Columns {
  readonly objects: readonly SchemaObjectOf<"column">[];
  named(relation: number, number: number): NumberedColumn | undefined;
}

/** NULL for a column that is as usual in all of it, as nearly every one is. */
const ownTuningSql = `CASE WHEN a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attoptions IS NOT NULL OR nullif(a.attstattarget, -1) IS NOT NULL THEN
      ${tuningSql(`CASE WHEN a.attstorage <> t.typstorage THEN ${storageWord} END`, compressionWord)} END`;

/** NULL for a NOT NULL that is as usual, as nearly every one is. */
const notNullSql = `CASE WHEN nn.oid IS NOT NULL AND (NOT nn.convalidated OR nn.connoinherit OR nn.conname <> r.relname || '_' || a.attname || '_not_null' OR nn.oid IN (SELECT dd.objoid FROM pg_description dd WHERE dd.classoid = 'pg_constraint'::regclass)) THEN
      json_strip_nulls(json_build_object('name', nn.conname, 'noInherit', nullif(nn.connoinherit, false), 'notValid', nullif(NOT nn.convalidated, false), 'comment', ${described("pg_constraint", "nn.oid")})) END`;

/** NULL where it is as lasting as its table; before 15 every sequence is in the log. */
const unloggedSql = `(SELECT qc.relpersistence = 'u' FROM pg_class qt WHERE qt.oid = d.refobjid AND (qt.relpersistence = 'u') <> (qc.relpersistence = 'u') AND current_setting('server_version_num')::int >= 150000)`;

/**
 * What few columns have and all are asked for: each a table of its own, made once and joined by hash. The planner takes a schema for a tenth of what it is, and would look
 * into an index for every column.
 */
const besideSql = `
  expressed AS MATERIALIZED (SELECT x.adrelid, x.adnum, x.adbin FROM pg_attrdef x),
  required AS MATERIALIZED (SELECT k.oid, k.conrelid, k.conkey[1] AS number, k.conname, k.convalidated, k.connoinherit FROM pg_constraint k WHERE k.contype = 'n' AND k.conrelid <> 0),
  remarked AS MATERIALIZED (SELECT dd.objoid, dd.objsubid, dd.description FROM pg_description dd WHERE dd.classoid = 'pg_class'::regclass AND dd.objsubid > 0),
  counted AS MATERIALIZED (
    SELECT d.refobjid, d.refobjsubid, (SELECT to_json(s) FROM (SELECT ${sequenceColumns}, qc.relname AS name, ${unloggedSql} AS unlogged, ${described("pg_class", "qc.oid")} AS comment) s) AS sequence
    FROM pg_depend d JOIN pg_sequence q ON q.seqrelid = d.objid JOIN pg_class qc ON qc.oid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'i')`;

/**
 * A partition has the columns of its table, and one that inherits has those of others beside its own: these have a name and a type here, and are no objects.
 * A collation that is the type's own is none that anybody wrote. A default names no column, so that the server need not open its table to spell it.
 */
const question = (schemas: readonly string[]): RowsByColumn<Row> => ({
  before: `${relationsSql(schemas)}, ${besideSql}`,
  fields: {
    relation: "a.attrelid::int8",
    number: "a.attnum",
    name: "a.attname",
    typeId: "a.atttypid::int8",
    collationId: "a.attcollation::int8",
    own: "o.own",
    type: "CASE WHEN o.own THEN format_type(a.atttypid, a.atttypmod) END",
    nullable: "NOT a.attnotnull OR nn.oid IS NOT NULL AND NOT nn.convalidated",
    notNull: notNullSql,
    expression: "pg_get_expr(x.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE x.adrelid END)",
    identity: "a.attidentity::text",
    generated: "a.attgenerated::text",
    collation:
      "CASE WHEN l.oid IS NOT NULL THEN CASE WHEN ln.nspname = 'pg_catalog' THEN l.collname ELSE ln.nspname || '.' || l.collname END END",
    sequence: "i.sequence",
    tuning: ownTuningSql,
    foreignOptions: `CASE WHEN a.attfdwoptions IS NOT NULL THEN ${optionsIn("a.attfdwoptions")} END`,
    comment: "d.description",
  },
  from: `FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid CROSS JOIN LATERAL (SELECT r.has_columns AND (a.attislocal OR a.attinhcount = 0) AS own) o JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation AND a.attcollation <> t.typcollation LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
    LEFT JOIN expressed x ON o.own AND x.adrelid = a.attrelid AND x.adnum = a.attnum
    LEFT JOIN required nn ON o.own AND nn.conrelid = a.attrelid AND nn.number = a.attnum
    LEFT JOIN remarked d ON o.own AND d.objoid = a.attrelid AND d.objsubid = a.attnum
    LEFT JOIN counted i ON o.own AND a.attidentity <> '' AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
  WHERE r.relkind <> 'v' AND a.attnum > 0 AND NOT a.attisdropped`,
  order: "a.attrelid, a.attnum",
});

/** @param sequences asked for before, with those that serial columns imply */
export async function readColumns(
  query: Query,
  schemas: readonly string[],
  known: Promise<Relations>,
  sequences: Promise<Sequences>,
): Promise<Columns> {
  const [parts, relations, { serial }] = await Promise.all([partsByColumn(query, question(schemas)), known, sequences]);
  const bodies = new Map<string, ColumnBody>();
  const numbered = new Map<number, (NumberedColumn & { readonly number: number })[]>();
  const objects = onRelations(parts, relations, (row, parent) => {
    const { relation, number, name, typeId, collationId } = row;
    const named = { number, name, typeId, collationId };
    const others = numbered.get(relation);
    if (others === undefined) numbered.set(relation, [named]);
    else others.push(named);
    if (!row.own) return undefined;
    const ref: ColumnRef = { kind: "column", parent, name };
    return column(row, ref, serial.size === 0 || row.expression === null ? undefined : serial.get(refKey(ref)), bodies);
  });
  return {
    objects: sayingTakenNames(objects),
    named: (relation, number) => numbered.get(relation)?.find((column) => column.number === number),
  };
}

type ColumnRef = ObjectRef & { readonly kind: "column"; readonly parent: ObjectRef };

function column(row: Row, ref: ColumnRef, serial: SequenceRow | undefined, bodies: Map<string, ColumnBody>): SchemaObjectOf<"column"> {
  const required = ownNotNull(row.notNull, ref);
  const isPlain =
    row.sequence === null && row.generated === "" && serial === undefined && required.notNull === undefined && row.tuning === null;
  const body =
    isPlain && row.foreignOptions === null
      ? plainBody(row, bodies)
      : {
          type: row.type,
          nullable: row.nullable,
          collation: row.collation,
          ...source(row, ref, serial),
          ...required,
          ...(row.tuning !== null && { tuning: row.tuning }),
          ...(row.foreignOptions !== null && { foreignOptions: row.foreignOptions }),
        };
  const { grants, securityLabels } = ofUsualColumn;
  return { kind: "column", ref, body, origin: declared, comment: row.comment, position: row.number, grants, securityLabels };
}

/** Columns that are alike share what is said of them: thousands have a few dozen types and defaults. */
function plainBody({ type, nullable, collation, expression }: Row, bodies: Map<string, ColumnBody>): ColumnBody {
  const key = `${type}\u0001${nullable}\u0001${collation ?? ""}\u0001${expression ?? ""}`;
  const known = bodies.get(key);
  if (known !== undefined) return known;
  const value = expression === null ? null : printed(expression);
  const body: ColumnBody = { type, nullable, collation, default: value, identity: null, generated: null };
  bodies.set(key, body);
  return body;
}

/** Where the column's value comes from when nobody gives one. */
function source(
  { name, expression, identity, generated, sequence }: Row,
  { parent }: ColumnRef,
  implied: SequenceRow | undefined,
): Pick<ColumnBody, "default" | "identity" | "generated"> {
  if (sequence !== null)
    return {
      default: null,
      generated: null,
      identity: {
        mode: identity === "a" ? "always" : "byDefault",
        sequence: sequenceOptions(sequence),
        ...(sequence.name !== makeObjectName(parent.name, name, "seq") && { name: sequence.name }),
        ...(sequence.unlogged !== null && { unlogged: sequence.unlogged }),
        ...(sequence.comment !== null && { comment: sequence.comment }),
      },
    };
  if (expression === null) return { default: null, identity: null, generated: null };
  if (generated !== "") return { default: null, identity: null, generated: { expression: printed(expression), stored: generated === "s" } };
  if (implied !== undefined) return { default: null, generated: null, identity: { mode: "serial", sequence: sequenceOptions(implied) } };
  return { default: printed(expression), identity: null, generated: null };
}
