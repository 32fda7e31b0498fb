import { sql } from "@databases/sqlite";
import { DatabaseError } from "../../../core/error.ts";
import type { Connection } from "../connection/connection.ts";
import { journalFormat } from "./tables.ts";

/** The journal's format in this file, or null where there is no journal. */
export async function readFormat(connection: Connection): Promise<number | null> {
  const [table] = await connection.rows(sql`SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'keelson_meta'`);
  if (table === undefined) return null;
  const [row] = await connection.rows<{ readonly value: string }>(sql`SELECT value FROM keelson_meta WHERE key = 'format'`);
  return row === undefined ? null : Number(row.value);
}

/** @throws DatabaseError where a newer program has written the journal: guessing what it means could destroy data. */
export function refuseNewer(format: number): void {
  if (format <= journalFormat) return;
  const code = "journal-newer";
  const message = `The journal in this database has format ${format}, and this keelson knows formats up to ${journalFormat}`;
  throw new DatabaseError(message, { code, remedy: "Use the keelson version that wrote it, or a newer one" });
}
