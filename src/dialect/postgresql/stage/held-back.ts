import type { BackfillProgress } from "../../../port/journal.ts";
import type { BatchReport, StageContext } from "../../../port/stage-runner.ts";
import type { Completion } from "../connection/wire.ts";
import { quoteLiteral } from "../quote.ts";

/** What a person wants of the step by now. The row is held until the batch ends, so that what is asked meanwhile is not written over. */
export const wantedSql = ({ grant }: StageContext, { revision, id }: BackfillProgress): string =>
  `SELECT state FROM keelson.backfill WHERE project = ${quoteLiteral(grant.project)} AND revision = ${quoteLiteral(revision)} AND id = ${quoteLiteral(id)} FOR NO KEY UPDATE`;

/** Somebody has asked it to pause, or to stop, since the last batch. */
export function heldBack(answer: Completion | undefined, progress: BackfillProgress): BatchReport | null {
  const state = answer?.rows[0]?.["state"];
  return state === "paused" || state === "cancelled" ? { rows: 0, milliseconds: 0, done: false, progress: { ...progress, state } } : null;
}
