import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { RowDigest } from "./postgres-rows.ts";

const objects = `
  SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'keelson\\_%' ESCAPE '\\'
  ORDER BY type, name`;

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string;
}

/** The statements of a SQLite file as it keeps them, sorted, without those of keelson. */
export const sqliteDump = (path: string): readonly string[] => reading(path, (database) => schema(database).map(({ sql }) => sql));

/** Counts and checksums of every table of a SQLite file, without those of keelson. */
export const sqliteRows = (path: string): RowDigest =>
  reading(path, (database) => {
    const tables = schema(database).filter(({ type }) => type === "table");
    return Object.fromEntries(tables.map(({ name }) => [name, digestOf(database, name)]));
  });

function reading<T>(path: string, read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

const schema = (database: DatabaseSync): SchemaRow[] => database.prepare(objects).all() as unknown as SchemaRow[];
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function digestOf(database: DatabaseSync, table: string): string {
  const columns = database.prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`).all(table);
  const values = columns.map(({ name }) => `quote(${quoted(String(name))})`).join(" || ',' || ");
  const rows = database.prepare(`SELECT ${values} AS row FROM ${quoted(table)} ORDER BY 1`).all();
  const hash = createHash("sha256");
  for (const { row } of rows) hash.update(`${row}\n`);
  return `${rows.length} ${hash.digest("hex").slice(0, 16)}`;
}
