import { inOrder } from "../../../model/entry/read/read-publication.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { publishedActions } from "../../../model/publication-body.ts";
import { tableRef } from "../../../model/ref.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly where: string | null;
}

interface Row {
  readonly name: string;
  readonly allTables: boolean;
  readonly insert: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly truncate: boolean;
  readonly viaRoot: boolean;
  readonly generated: "n" | "s" | null;
  readonly tables: readonly Table[] | null;
  readonly schemas: readonly string[] | null;
  readonly comment: string | null;
}

/** From 15 on some columns, some rows and whole schemas can be published. */
const sql = (major: number): string => {
  const partial =
    major < 15
      ? "NULL AS columns, NULL AS where"
      : `
      (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) AS columns, pg_get_expr(r.prqual, r.prrelid) AS where`;
  const schemas =
    major < 15
      ? "NULL::json"
      : `(SELECT json_agg(n.nspname) FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)`;
  return `
    SELECT p.pubname AS name, p.puballtables AS "allTables", p.pubinsert AS insert, p.pubupdate AS update, p.pubdelete AS delete, p.pubtruncate AS truncate, p.pubviaroot AS "viaRoot",
      to_jsonb(p) ->> 'pubgencols' AS generated, obj_description(p.oid, 'pg_publication') AS comment, ${schemas} AS schemas,
      (SELECT json_agg(t) FROM (SELECT n.nspname AS schema, c.relname AS name, ${partial} FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid) t) AS tables
    FROM pg_publication p WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_publication'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    ORDER BY p.pubname COLLATE "C"`;
};

export async function readPublications(query: Query, major: number): Promise<readonly SchemaObjectOf<"publication">[]> {
  return (await rowsOf<Row>(query, sql(major))).map((row) => ({
    kind: "publication",
    ref: { kind: "publication", name: row.name },
    origin: declared,
    comment: row.comment,
    body: {
      allTables: row.allTables,
      tables: inOrder(
        (row.tables ?? []).map(({ schema, name, columns, where }) => ({
          table: tableRef(schema, name),
          columns,
          where: where === null ? null : printed(where),
        })),
      ),
      schemas: [...(row.schemas ?? [])].sort(),
      publish: publishedActions.filter((action) => row[action]),
      viaPartitionRoot: row.viaRoot,
      generatedColumns: row.generated === "s" ? "stored" : "none",
    },
  }));
}
