import { sql } from "@databases/sqlite";
import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/transaction.ts";
import { readFormat, refuseNewer } from "./format.ts";
import { journalFormat, journalStatements, migrations } from "./tables.ts";

/** Creates the journal where there is none, or moves an older one on. Of several that start at once one does it, the others find it done once they have the lock. */
export async function ensureJournal(connection: Connection): Promise<void> {
  const format = await readFormat(connection);
  if (format !== null) refuseNewer(format);
  if (format === journalFormat) return;
  await inTransaction(connection, async () => {
    const found = await readFormat(connection);
    const statements = found === null ? journalStatements : since(found);
    for (const statement of statements) await connection.run(statement);
    await connection.rows(
      sql`INSERT INTO keelson_meta (key, value) VALUES ('format', ${String(journalFormat)}) ON CONFLICT DO UPDATE SET value = excluded.value`,
    );
  });
}

const since = (format: number): readonly string[] =>
  Object.entries(migrations).flatMap(([from, statements]) => (Number(from) >= format ? statements : []));
