import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { postgres, postgresServers } from "../server/postgres.ts";
import { dump } from "../server/pg-dump.ts";
import { sqliteFile } from "../server/sqlite.ts";
import { sqliteDump } from "../server/sqlite-dump.ts";
import { canonicalStatement } from "./sqlite-catalogue.ts";

type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

/** The database of a seed test, seen from outside: never through keelson. */
export interface Engine {
  readonly name: "sqlite" | "postgresql";
  readonly url: string;
  query(sql: string): Promise<readonly Row[]>;
  /** The catalogue without keelson's own journal; equal texts are equal catalogues. */
  catalogue(): Promise<readonly string[]>;
  tables(): Promise<readonly string[]>;
  columns(table: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const engineNames: readonly Engine["name"][] = postgresServers.length === 0 ? ["sqlite"] : ["sqlite", "postgresql"];

export const openEngine = (name: Engine["name"]): Promise<Engine> => (name === "sqlite" ? openSqlite() : openPostgres());

async function openSqlite(): Promise<Engine> {
  const file = sqliteFile();
  const query = async (sql: string): Promise<readonly Row[]> => {
    const database = new DatabaseSync(file.path);
    try {
      database.exec("PRAGMA foreign_keys = ON");
      return database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }) as Row);
    } finally {
      database.close();
    }
  };
  return {
    name: "sqlite",
    url: file.url,
    query,
    // Nothing makes the file before the first run does.
    catalogue: async () => (existsSync(file.path) ? sqliteDump(file.path).map(canonicalStatement).sort() : []),
    tables: async () =>
      (
        await query(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keelson_%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
      ).map(({ name }) => String(name)),
    columns: async (table) => (await query(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`)).map(({ name }) => String(name)),
    close: async () => file.drop(),
  };
}

async function openPostgres(): Promise<Engine> {
  const database = await postgres.database();
  const query = async (sql: string): Promise<readonly Row[]> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    name: "postgresql",
    url: database.url,
    query,
    catalogue: () => dump(database.url),
    tables: async () =>
      (await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(({ name }) => String(name)),
    columns: async (table) =>
      (
        await query(
          `SELECT attname AS name FROM pg_attribute WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
        )
      ).map(({ name }) => String(name)),
    close: () => database.drop(),
  };
}
