import { canonical } from "../../../model/expression.ts";
import { declared, type SchemaObject } from "../../../model/object.ts";
import type { RoutineKind } from "../../../model/ref.ts";
import { behindHead } from "../definition/head.ts";
import { aggregateDefinition } from "./aggregate-definition.ts";
import { argumentTypes } from "./argument-types.ts";
import { described } from "./described.ts";
import { notOurs } from "./not-ours.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Row {
  readonly kind: RoutineKind;
  readonly schema: string;
  readonly name: string;
  readonly arguments: readonly string[];
  readonly definition: string;
  readonly source: string | null;
  readonly comment: string | null;
}

/** What comes with a range type is no object of its own. */
export const managedRoutine = (proc: string): string =>
  `${proc}.prokind IN ('f', 'w', 'p', 'a') AND ${notMember("pg_proc", `${proc}.oid`)} AND ${notOurs(`${proc}.proname`)}
    AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = ${proc}.oid AND i.deptype = 'i')`;

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind, n.nspname AS schema, p.proname AS name,
    ${argumentTypes("p")} AS arguments,
    CASE p.prokind WHEN 'a' THEN ${aggregateDefinition("p")} ELSE pg_get_functiondef(p.oid) END AS definition,
    CASE WHEN p.prokind = 'a' OR p.prosqlbody IS NOT NULL THEN NULL ELSE coalesce(p.probin || E'\\n', '') || p.prosrc END AS source,
    ${described("pg_proc", "p.oid")} AS comment
  FROM pg_proc p JOIN scope n ON n.oid = p.pronamespace
  WHERE ${managedRoutine("p")}
  ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", p.oid::regprocedure::text COLLATE "C"`;

export async function readRoutines(query: Query, schemas: readonly string[]): Promise<readonly SchemaObject[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  return rows.map(
    ({ kind, schema, name, arguments: types, definition, source, comment }) =>
      ({
        kind,
        ref: { kind, schema, name, arguments: types },
        body: { definition: (source === null ? printed : canonical)(behindHead(definition.trim())), source },
        origin: declared,
        comment,
      }) as SchemaObject,
  );
}
