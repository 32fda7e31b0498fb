import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { rowsOf, type Query } from "./query.ts";

interface Row {
  readonly name: string;
  readonly schema: string;
  readonly version: string;
  readonly comment: string | null;
}

/** plpgsql is in every new database. The comment that an extension brings itself says nothing that anybody wrote. */
const sql = `
  SELECT x.extname AS name, n.nspname AS schema, x.extversion AS version,
    nullif(obj_description(x.oid, 'pg_extension'), (SELECT a.comment FROM pg_available_extensions() a WHERE a.name = x.extname)) AS comment
  FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql' ORDER BY x.extname COLLATE "C"`;

export async function readExtensions(query: Query): Promise<readonly SchemaObjectOf<"extension">[]> {
  const rows = await rowsOf<Row>(query, sql);
  return rows.map(({ name, schema, version, comment }) => ({ kind: "extension", ref: { kind: "extension", name }, body: { schema, version }, origin: declared, comment }));
}
