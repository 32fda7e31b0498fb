import type { BackfillProgress } from "../port/journal.ts";

/** The id of one worker's part of a step, from 1. */
export const partId = (id: string, at: number): string => `${id}#${at}`;

/** Whether it is what one worker of several does. */
export const isPart = ({ until }: BackfillProgress): boolean => typeof until === "string";

/** The id of the step that a part belongs to. */
export const stepOf = (backfill: BackfillProgress): string =>
  isPart(backfill) ? backfill.id.slice(0, backfill.id.lastIndexOf("#")) : backfill.id;

/** Backfills as people know them: what several workers do is one. In the order of their first parts. */
export function asSteps(backfills: readonly BackfillProgress[]): readonly BackfillProgress[] {
  const steps = new Map<string, BackfillProgress[]>();
  for (const backfill of backfills) {
    const key = JSON.stringify([backfill.revision, stepOf(backfill)]);
    steps.set(key, [...(steps.get(key) ?? []), backfill]);
  }
  return [...steps.values()].map(together);
}

/** One step's rows of the journal in one: its parts, and what comes behind them. */
function together(rows: readonly BackfillProgress[]): BackfillProgress {
  const [first] = rows;
  if (first === undefined) throw new TypeError("a step has a row at least");
  const whole = rows.find((row) => !isPart(row));
  if (rows.length === 1 && whole !== undefined) return whole;
  if (whole?.state === "done") return whole;
  const { until: _until, ...step } = first;
  return {
    ...step,
    id: stepOf(first),
    cursor: null,
    rows: rows.reduce((sum, row) => sum + row.rows, 0),
    // Each counts the rows of the whole table.
    total: Math.max(...rows.map(({ total }) => total)),
    // The last look, for rows that came meanwhile, is still to come when all parts are done.
    state: (["cancelled", "paused"] as const).find((state) => rows.some((row) => row.state === state)) ?? "running",
    startedAt: rows.map(({ startedAt }) => startedAt).reduce((a, b) => (a < b ? a : b)),
    updatedAt: rows.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b)),
  };
}
