import { sql } from "@databases/sqlite";
import type { JournalStore } from "../../../port/journal.ts";
import type { Connection } from "../connection/connection.ts";
import { inTransaction } from "../connection/transaction.ts";
import { ensureJournal } from "./ensure.ts";
import { readFormat } from "./format.ts";
import { readHistory, readSnapshot } from "./read.ts";
import { journalTables } from "./tables.ts";

/** Tables that hold rows of one project. */
const projectTables = journalTables.filter((table) => table !== "keelson_meta" && table !== "keelson_lease");

export function createJournalStore(connection: Connection): JournalStore {
  return {
    ensure: () => ensureJournal(connection),
    read: (project, model) => readSnapshot(connection, project, model),
    history: (project) => readHistory(connection, project),
    steerBackfill: async (project, { id, revision }, state) => {
      await inTransaction(connection, async () => {
        await connection.rows(
          sql`UPDATE keelson_backfill SET state = ${state} WHERE project = ${project} AND revision = ${revision} AND id = ${id} AND state <> 'done'`,
        );
      });
    },
    forget: async (project) => {
      if ((await readFormat(connection)) === null) return;
      await inTransaction(connection, async () => {
        for (const table of projectTables) await connection.rows(sql`DELETE FROM ${sql.ident(table)} WHERE project = ${project}`);
      });
    },
  };
}
