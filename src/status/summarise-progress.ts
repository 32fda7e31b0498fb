import { asSteps } from "../execute/backfill-parts.ts";
import type { BackfillProgress, Progress } from "../port/journal.ts";
import type { ProgressSummary } from "./status.ts";

/** Where the revision under way stands, with the backfill it is in; null where none is. */
export function summariseProgress(progress: readonly Progress[], backfills: readonly BackfillProgress[]): ProgressSummary | null {
  const [first] = progress;
  if (first === undefined) return null;
  const running = asSteps(backfills).find(({ revision, state }) => revision === first.revision && state === "running");
  const { revision, stage, of, error } = first;
  const summary = { revision, stage, of, ...(error === null ? {} : { error }) };
  return running === undefined ? summary : { ...summary, backfill: paceOf(running) };
}

/** How fast a backfill goes, and when it will be done. */
export function paceOf({ rows, total, startedAt, updatedAt }: BackfillProgress): NonNullable<ProgressSummary["backfill"]> {
  const seconds = (Date.parse(updatedAt) - Date.parse(startedAt)) / 1000;
  const rowsPerSecond = seconds > 0 ? Math.round(rows / seconds) : 0;
  const left = rowsPerSecond > 0 && total > rows ? ((total - rows) / rowsPerSecond) * 1000 : null;
  return { rows, total, rowsPerSecond, eta: left === null ? null : new Date(Date.parse(updatedAt) + left).toISOString() };
}
