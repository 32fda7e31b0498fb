import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { described } from "./described.ts";
import { rowsOf, type Query } from "./query.ts";
import { scopeSql } from "./scope.ts";

interface Row {
  readonly name: string;
  readonly comment: string | null;
}

/** The comment that initdb gives to `public` says nothing that anybody wrote. */
const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT nspname AS name, nullif(${described("pg_namespace", "scope.oid")}, CASE nspname WHEN 'public' THEN 'standard public schema' END) AS comment
  FROM scope ORDER BY nspname COLLATE "C"`;

export async function readSchemas(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"schema">[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  return rows.map(({ name, comment }) => ({
    kind: "schema",
    ref: { kind: "schema", name },
    body: {},
    origin: declared,
    comment,
    ...(name === "public" && { usualComment: "standard public schema" }),
  }));
}
