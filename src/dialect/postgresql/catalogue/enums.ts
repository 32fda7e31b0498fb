import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { rowsOf, type Query } from "./query.ts";
import { notMember, scopeSql } from "./scope.ts";

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[] | null;
  readonly comment: string | null;
}

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT n.nspname AS schema, t.typname AS name, obj_description(t.oid, 'pg_type') AS comment,
    (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS values
  FROM pg_type t JOIN scope n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e' AND ${notMember("pg_type", "t.oid")}
  ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;

export async function readEnums(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"enum">[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  return rows.map(({ schema, name, values, comment }) => ({ kind: "enum", ref: { kind: "enum", schema, name }, body: { values: values ?? [] }, origin: declared, comment }));
}
