import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { columnSettings, viewSettingsSql, type ColumnSettingRow } from "./column-settings.ts";
import { described } from "./described.ts";
import { storageOptions } from "./options.ts";
import { placement, placementSql } from "./placement.ts";
import { rowsOf, type Query } from "./query.ts";
import { printed } from "./read-again.ts";
import { scopeSql } from "./scope.ts";

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly materialized: boolean;
  readonly populated: boolean;
  readonly query: string;
  readonly options: readonly string[] | null;
  readonly reads: readonly { readonly schema: string; readonly name: string; readonly view: boolean }[] | null;
  /** null: of one of them it takes whole rows. */
  readonly uses: readonly { readonly schema: string; readonly name: string; readonly view: boolean; readonly column: string }[] | null;
  readonly comment: string | null;
  readonly columnSettings: readonly ColumnSettingRow[] | null;
  readonly toast: readonly string[] | null;
  readonly tablespace: string | null;
  readonly accessMethod: string | null;
  readonly columnComments: Readonly<Record<string, string>> | null;
}

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT m.nspname AS schema, m.relname AS name, m.relkind = 'm' AS materialized, c.relispopulated AS populated,
    pg_get_viewdef(c.oid) AS query, ${viewSettingsSql} AS "columnSettings", c.reloptions AS options, t.reloptions AS toast, ${placementSql},
    (SELECT json_object_agg(a.attname, d.description ORDER BY a.attnum) FROM pg_description d JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
     WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid > 0) AS "columnComments", ${described("pg_class", "c.oid")} AS comment,
    (SELECT json_agg(json_build_object('schema', s.nspname, 'name', s.relname, 'view', s.relkind IN ('v', 'm')) ORDER BY s.nspname COLLATE "C", s.relname COLLATE "C")
     FROM (SELECT DISTINCT rn.nspname, r.relname, r.relkind FROM pg_rewrite w
       JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
       JOIN pg_class r ON r.oid = d.refobjid AND r.relkind IN ('r', 'v', 'm', 'p', 'f') JOIN pg_namespace rn ON rn.oid = r.relnamespace
       WHERE w.ev_class = c.oid AND w.rulename = '_RETURN') s) AS reads,
    CASE WHEN EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND t.typrelid <> 0) THEN NULL ELSE
    (SELECT coalesce(json_agg(json_build_object('schema', s.nspname, 'name', s.relname, 'view', s.relkind IN ('v', 'm'), 'column', s.attname)
       ORDER BY s.nspname COLLATE "C", s.relname COLLATE "C", s.attname COLLATE "C"), '[]')
     FROM (SELECT DISTINCT rn.nspname, r.relname, r.relkind, a.attname FROM pg_rewrite w
       JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid AND d.refobjsubid > 0
       JOIN pg_class r ON r.oid = d.refobjid AND r.relkind IN ('r', 'v', 'm', 'p', 'f') JOIN pg_namespace rn ON rn.oid = r.relnamespace
       JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
       WHERE w.ev_class = c.oid AND w.rulename = '_RETURN') s) END AS uses
  FROM managed m JOIN pg_class c ON c.oid = m.oid LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  WHERE m.relkind IN ('v', 'm')
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C"`;

/** Views such that each comes after those it reads. */
export async function readViews(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"view">[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  const ordered = new Set<Row>();
  const visit = (row: Row): void => {
    for (const read of row.reads ?? []) {
      const other = byName.get(nameOf(read));
      if (other !== undefined && !ordered.has(other)) visit(other);
    }
    ordered.add(row);
  };
  for (const row of rows) visit(row);
  return [...ordered].map(view);
}

const nameOf = ({ schema, name }: { readonly schema: string; readonly name: string }): string => JSON.stringify([schema, name]);

/** The server's text names every column, so that a view's own column list is part of its query. */
function view(row: Row): SchemaObjectOf<"view"> {
  const { check_option: check, ...options } = storageOptions(row.options);
  return {
    kind: "view",
    ref: { kind: "view", schema: row.schema, name: row.name },
    body: {
      query: printed(row.query.replace(/;\s*$/, "").trim()),
      columns: null,
      materialized: row.materialized,
      withData: row.populated,
      options: { ...options, ...storageOptions(row.toast, "toast.") },
      ...placement(row),
      ...columnSettings(row.columnSettings),
      columnComments: row.columnComments ?? {},
      check: check === "local" || check === "cascaded" ? check : null,
      reads: (row.reads ?? []).map(readRef),
      ...(row.uses !== null && { uses: row.uses.map((used) => ({ kind: "column", parent: readRef(used), name: used.column }) as const) }),
    },
    origin: declared,
    comment: row.comment,
  };
}

const readRef = ({ schema, name, view: isView }: NonNullable<Row["reads"]>[number]): ObjectRef => ({
  kind: isView ? "view" : "table",
  schema,
  name,
});
