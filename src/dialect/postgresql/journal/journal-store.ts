import type { JournalStore } from "../../../port/journal.ts";
import type { Link } from "../connection/link.ts";
import { quoteLiteral } from "../quote.ts";
import { ensureJournal } from "./ensure-journal.ts";
import { readHistory, readSnapshot } from "./read-journal.ts";
import { projectTables } from "./schema.ts";

export function createJournalStore(link: Link): JournalStore {
  return {
    ensure: () => ensureJournal(link),
    read: (project, model) => readSnapshot(link, project, model),
    history: (project) => readHistory(link, project),
    steerBackfill: async (project, { id, revision }, state) => {
      const where = `project = ${quoteLiteral(project)} AND revision = ${quoteLiteral(revision)} AND id = ${quoteLiteral(id)}`;
      await (await link.main()).message(`UPDATE keelson.backfill SET state = ${quoteLiteral(state)} WHERE ${where} AND state <> 'done'`);
    },
    forget: async (project) => {
      const deletes = projectTables.map((table) => `DELETE FROM keelson.${table} WHERE project = ${quoteLiteral(project)};`);
      await (await link.main()).message(deletes.join(""));
    },
  };
}
