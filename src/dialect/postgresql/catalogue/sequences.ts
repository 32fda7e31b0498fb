import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { childRef, refKey, type RefKey, tableRef, type ObjectRef } from "../../../model/ref.ts";
import { makeObjectName } from "../../../model/naming.ts";
import { described } from "./described.ts";
import { rowsOf, type Query } from "./query.ts";
import { notMember, scopeSql } from "./scope.ts";
import { sequenceColumns, sequenceOptions, type SequenceRow } from "./sequence-options.ts";

interface Row extends SequenceRow {
  readonly schema: string;
  readonly name: string;
  readonly unlogged: boolean;
  readonly comment: string | null;
  readonly owner: {
    readonly schema: string;
    readonly table: string;
    readonly column: string;
    readonly managed: boolean;
    /** Whether the column is one of the model's: of what comes from another table only settings are told. */
    readonly own: boolean;
    readonly isAsLasting: boolean;
    readonly type: string;
    readonly default: string | null;
  } | null;
  /** `nextval('…'::regclass)` as the server spells it. */
  readonly nextval: string;
}

export interface Sequences {
  readonly objects: readonly SchemaObjectOf<"sequence">[];
  /** The sequences that serial columns imply, by the key of the column. */
  readonly serial: ReadonlyMap<RefKey, SequenceRow>;
}

/** Sequences behind identity columns (deptype i) are read with their column. */
const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT n.nspname AS schema, c.relname AS name, c.relpersistence = 'u' AS unlogged, ${described("pg_class", "c.oid")} AS comment, ${sequenceColumns},
    format('nextval(%L::regclass)', c.oid::regclass::text) AS nextval,
    (SELECT json_build_object('schema', tn.nspname, 'table', t.relname, 'column', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'default', pg_get_expr(x.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE x.adrelid END), 'managed', t.oid IN (SELECT m.oid FROM managed m), 'own', a.attislocal AND NOT t.relispartition,
        'isAsLasting', (c.relpersistence = 'u') = (t.relpersistence = 'u' AND current_setting('server_version_num')::int >= 150000))
     FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     LEFT JOIN pg_attrdef x ON x.adrelid = t.oid AND x.adnum = a.attnum
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a') AS owner
  FROM pg_class c JOIN scope n ON n.oid = c.relnamespace JOIN pg_sequence q ON q.seqrelid = c.oid
  WHERE ${notMember("pg_class", "c.oid")}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

export async function readSequences(query: Query, schemas: readonly string[]): Promise<Sequences> {
  const objects: SchemaObjectOf<"sequence">[] = [];
  const serial = new Map<RefKey, SequenceRow>();
  for (const row of await rowsOf<Row>(query, sql(schemas))) {
    const owner = ownerRef(row);
    if (owner !== null && isSerial(row)) serial.set(refKey(owner), row);
    // One that belongs to a table which is not managed goes with that table.
    else if (row.owner === null || row.owner.managed)
      objects.push({
        kind: "sequence",
        ref: { kind: "sequence", schema: row.schema, name: row.name },
        body: { type: row.type, ...(row.unlogged && { unlogged: true as const }), ...sequenceOptions(row), ownedBy: owner },
        origin: declared,
        comment: row.comment,
      });
  }
  return { objects, serial };
}

/** What `serial` would have made, to the letter; anything else is a sequence and a default of their own. */
const isSerial = ({ schema, name, comment, type, owner, nextval }: Row): boolean =>
  owner?.managed === true &&
  owner.own &&
  owner.isAsLasting &&
  owner.schema === schema &&
  owner.type === type &&
  owner.default === nextval &&
  comment === null &&
  name === makeObjectName(owner.table, owner.column, "seq");

const ownerRef = ({ owner }: Row): ObjectRef | null =>
  owner === null ? null : childRef("column", tableRef(owner.schema, owner.table), owner.column);
