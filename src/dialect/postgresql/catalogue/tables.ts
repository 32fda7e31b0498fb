import type { TableBody } from "../../../model/table-body.ts";
import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { tableRef } from "../../../model/ref.ts";
import type { ForeignTable } from "../../../model/table-body.ts";
import { optionsIn } from "./foreign.ts";
import { columnSettings, inheritedSettingsSql, type ColumnSettingRow } from "./column-settings.ts";
import { described } from "./described.ts";
import { storageOptions } from "./options.ts";
import { partitioning, partitioningColumns, type PartitioningRow } from "./partitioning.ts";
import { placement, placementSql } from "./placement.ts";
import { rowsOf, type Query } from "./query.ts";
import { scopeSql } from "./scope.ts";

interface Row extends PartitioningRow {
  readonly schema: string;
  readonly name: string;
  readonly unlogged: boolean;
  readonly rowSecurity: NonNullable<TableBody["rowSecurity"]>;
  readonly options: readonly string[] | null;
  readonly toast: readonly string[] | null;
  readonly replicaIdentity: "d" | "f" | "n" | "i";
  readonly comment: string | null;
  readonly columnSettings: readonly ColumnSettingRow[] | null;
  readonly tablespace: string | null;
  readonly accessMethod: string | null;
  readonly ofType: string | null;
  readonly foreign: { readonly server: string; readonly options: ForeignTable["options"] | null } | null;
}

const sql = (schemas: readonly string[]): string => `
  WITH ${scopeSql(schemas)}
  SELECT m.nspname AS schema, m.relname AS name, c.relpersistence = 'u' AS unlogged,
    CASE WHEN NOT c.relrowsecurity THEN CASE WHEN c.relforcerowsecurity THEN 'forcedWhenEnabled' ELSE 'disabled' END WHEN c.relforcerowsecurity THEN 'forced' ELSE 'enabled' END AS "rowSecurity", c.reloptions AS options, t.reloptions AS toast,
    ${described("pg_class", "c.oid")} AS comment, ${inheritedSettingsSql} AS "columnSettings", ${partitioningColumns},
    c.relreplident AS "replicaIdentity", ${placementSql}, CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "ofType",
    CASE WHEN m.relkind = 'f' THEN (SELECT json_build_object('server', s.srvname, 'options', ${optionsIn("f.ftoptions")}) FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) END AS foreign
  FROM managed m JOIN pg_class c ON c.oid = m.oid LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  WHERE m.relkind IN ('r', 'p', 'f')
  ORDER BY m.nspname COLLATE "C", m.relname COLLATE "C"`;

export async function readTables(query: Query, schemas: readonly string[]): Promise<readonly SchemaObjectOf<"table">[]> {
  const rows = await rowsOf<Row>(query, sql(schemas));
  return rows.map(
    ({
      schema,
      name,
      unlogged,
      rowSecurity,
      options,
      toast,
      comment,
      replicaIdentity,
      tablespace,
      accessMethod,
      ofType,
      foreign,
      columnSettings: settings,
      ...row
    }) => ({
      kind: "table",
      ref: { ...tableRef(schema, name), kind: "table" },
      body: {
        unlogged,
        rowSecurity,
        options: toast === null ? storageOptions(options) : { ...storageOptions(options), ...storageOptions(toast, "toast.") },
        strict: false,
        withoutRowid: false,
        ...(foreign === null
          ? replicaIdentities[replicaIdentity]
          : { foreign: { server: foreign.server, options: foreign.options ?? {} } }),
        ...placement({ tablespace, accessMethod }),
        ...(ofType !== null && { ofType }),
        ...columnSettings(settings),
        ...partitioning(name, row),
      },
      origin: declared,
      comment,
    }),
  );
}

/** That by an index is a mark of the index. */
const replicaIdentities = { d: {}, i: {}, f: { replicaIdentity: "full" }, n: { replicaIdentity: "nothing" } } as const;
