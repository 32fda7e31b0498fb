import type { SchemaObject } from "../../../model/object.ts";
import { type ObjectRef, type RefKey, refKey } from "../../../model/ref.ts";
import { placeAt } from "./places.ts";
import { rowsOf, type Query } from "./query.ts";
import { scopeSql } from "./scope.ts";

/** A ref as the catalogue gives it: a child names its table or view. */
interface Place {
  readonly kind: ObjectRef["kind"];
  readonly schema?: string | null;
  readonly relation?: string;
  readonly relkind?: string;
  readonly name: string;
  readonly arguments?: readonly string[];
}

interface Row {
  readonly by: Place;
  readonly uses: readonly Place[];
}

/**
 * Of the dependencies only those that no field of the model says: nothing of initdb's, no parts of the object's own table, no types of columns and of tables,
 * no keys that foreign keys refer to, no relations that views read.
 */
const said = `d.classid = 'pg_class'::regclass AND d.objsubid > 0 AND d.refclassid NOT IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_ts_config'::regclass)
  OR d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_class o WHERE o.oid = d.objid AND o.reloftype = d.refobjid)
  OR d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_class'::regclass
  OR d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
  OR d.classid = 'pg_policy'::regclass AND d.deptype = 'a'
  OR d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_rewrite w WHERE w.oid = d.objid AND w.rulename = '_RETURN')`;

const needed = `needed AS MATERIALIZED (
    SELECT d.* FROM pg_depend d WHERE d.deptype IN ('n', 'a') AND d.objid >= 16384 AND d.refobjid >= 16384 AND NOT (${said})
      AND d.refclassid <> 'pg_namespace'::regclass AND d.refclassid <> 'pg_extension'::regclass
      AND NOT (d.classid = 'pg_class'::regclass AND d.refclassid IN ('pg_class'::regclass, 'pg_constraint'::regclass)))`;

/** Catalogues whose objects need some of others: in most databases few do, and to plan for all of them takes longer than the rest. */
interface Kinds {
  readonly by: string;
  readonly used: string;
}

const kindsSql = `
  WITH ${needed}
  SELECT DISTINCT c.relname AS by, r.relname AS used FROM needed d JOIN pg_class c ON c.oid = d.classid JOIN pg_class r ON r.oid = d.refclassid`;

/** OFFSET keeps the planner from putting the long expressions in every place where they are named: they would be planned and run for each. */
const sql = (schemas: readonly string[], kinds: readonly Kinds[]): string => `
  WITH ${scopeSql(schemas)}, ${needed}
  SELECT p.by, jsonb_agg(DISTINCT p.used) AS uses
  FROM (SELECT ${placeAt(new Set(kinds.map(({ by }) => by)), "d.classid", "d.objid", "d.objsubid")} AS by,
      ${placeAt(new Set(kinds.map(({ used }) => used)), "d.refclassid", "d.refobjid", "d.refobjsubid")} AS used FROM needed d OFFSET 0) p
  WHERE p.used <> p.by AND (p.by ->> 'schema' IS NULL OR p.by ->> 'schema' IN (SELECT nspname FROM scope))
  GROUP BY p.by`;

/** What objects of the model use beside what their fields name, by the key of their ref. */
export async function readUses(query: Query, schemas: readonly string[]): Promise<ReadonlyMap<RefKey, readonly ObjectRef[]>> {
  const kinds = await rowsOf<Kinds>(query, kindsSql);
  if (kinds.length === 0) return new Map();
  const rows = await rowsOf<Row>(query, sql(schemas, kinds));
  return new Map(rows.map(({ by, uses }) => [refKey(refOf(by)), uses.map(refOf)]));
}

/** The object with what it uses. */
export function withUses<O extends SchemaObject>(object: O, uses: ReadonlyMap<RefKey, readonly ObjectRef[]>): O {
  const found = uses.size === 0 ? undefined : uses.get(refKey(object.ref));
  return found === undefined ? object : { ...object, uses: found };
}

function refOf({ kind, schema, relation, relkind, name, arguments: types }: Place): ObjectRef {
  const own = { kind, name, ...(types === undefined ? {} : { arguments: types }) };
  if (relation === undefined) return { ...own, ...(typeof schema === "string" && { schema }) };
  return { ...own, parent: { kind: relkind === "v" || relkind === "m" ? "view" : "table", schema: schema ?? "", name: relation } };
}
