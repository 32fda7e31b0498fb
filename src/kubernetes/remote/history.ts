import type { HistoryRow } from "../../report/history-rows.ts";
import type { HistorySummary } from "../../status/status.ts";
import { readDatabase, type RemoteDatabase } from "./remote-database.ts";

/** The revisions that the last steps of the journal were about, newest first, as far as a status tells. @throws NotFoundError */
export async function remoteHistory(remote: RemoteDatabase): Promise<readonly HistoryRow[]> {
  const { status } = await readDatabase(remote);
  const newest = new Map<string, HistorySummary>();
  for (const entry of status?.history ?? []) if (entry.revision !== null && !newest.has(entry.revision)) newest.set(entry.revision, entry);
  const current = new Set(status?.revision?.current);
  return [...newest].map(([id, { kind, message, at }]) => {
    const isApplied = kind !== "downgrade";
    return {
      id,
      message,
      revises: null,
      isHead: null,
      isCurrent: current.has(id),
      isApplied,
      appliedAt: isApplied ? at : null,
      outcome: kind === "stamp" || kind === "adopt" ? "stamped" : null,
      notRun: [],
      digest: null,
    };
  });
}
