import databases, { sql } from "@databases/sqlite";
import pg from "pg";

export type Rows = readonly Record<string, unknown>[];

/** A connection beside keelson's: somebody's hand, and the test's own eye. */
export interface Beside {
  rows(text: string): Promise<Rows>;
  run(text: string): Promise<void>;
  /** Tables of the managed schema, without those of the journal. */
  tables(): Promise<readonly string[]>;
  columns(table: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function besideSqlite(path: string): Promise<Beside> {
  const database = databases.default(path);
  const rows = async (text: string) => (await database.query(sql.__dangerous__rawValue(text))) as Rows;
  const names = async (text: string) => (await rows(text)).map(({ name }) => String(name));
  return {
    rows,
    run: async (text) => void (await rows(text)),
    tables: () =>
      names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'keelson%' AND name NOT LIKE 'sqlite%' ORDER BY name"),
    columns: (table) => names(`SELECT name FROM pragma_table_info('${table}') ORDER BY cid`),
    close: () => database.dispose(),
  };
}

export async function besidePostgres(url: string): Promise<Beside> {
  const client = new pg.Client(url);
  await client.connect();
  const rows = async (text: string): Promise<Rows> => (await client.query(text)).rows;
  const names = async (text: string) => (await rows(text)).map(({ name }) => String(name));
  return {
    rows,
    run: async (text) => void (await rows(text)),
    tables: () => names("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"),
    columns: (table) =>
      names(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '${table}' ORDER BY ordinal_position`,
      ),
    close: () => client.end(),
  };
}
