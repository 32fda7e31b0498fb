import type { JournalStore } from "../../../port/journal.ts";
import type { Link } from "../connection/link.ts";
import { createQueries } from "../connection/queries.ts";
import { quoteLiteral } from "../quote.ts";
import { ensureJournal } from "./ensure-journal.ts";
import { readHistory, readSnapshot } from "./read-journal.ts";
import { projectTables } from "./schema.ts";

export function createJournalStore(link: Link): JournalStore {
  const queries = createQueries(link.main);
  return {
    ensure: () => ensureJournal(link),
    read: (project) => readSnapshot(queries, project),
    history: (project) => readHistory(queries, project),
    forget: async (project) => {
      const deletes = projectTables.map((table) => `DELETE FROM keelson.${table} WHERE project = ${quoteLiteral(project)};`);
      await (await link.main()).message(deletes.join(""));
    },
  };
}
