import type { HistoryEntry } from "../port/journal.ts";
import type { HistorySummary } from "./status.ts";

/** The last ten entries, newest first. */
export const summariseHistory = (newestFirst: readonly HistoryEntry[]): readonly HistorySummary[] =>
  newestFirst.slice(0, 10).map(({ seq, kind, revision, message, endedAt }) => ({ seq, kind, revision, message, at: endedAt }));
