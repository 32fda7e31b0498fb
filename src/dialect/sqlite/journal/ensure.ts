import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/transaction.ts";
import { readFormat, refuseNewer } from "./format.ts";
import { journalFormat, journalStatements } from "./tables.ts";

/** Creates the journal where there is none. Of several that start at once one creates it, the others find it once they have the lock. */
export async function ensureJournal(connection: Connection): Promise<void> {
  const format = await readFormat(connection);
  if (format !== null) return refuseNewer(format);
  await inTransaction(connection, async () => {
    for (const statement of journalStatements) await connection.run(statement);
    await connection.rows(sql`INSERT INTO keelson_meta (key, value) VALUES ('format', ${String(journalFormat)}) ON CONFLICT DO NOTHING`);
  });
}
