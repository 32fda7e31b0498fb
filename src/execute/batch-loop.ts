import type { Milliseconds } from "../core/duration.ts";
import type { BatchInstruction } from "../instruction/instruction.ts";
import { describeRef } from "../model/ref.ts";
import type { BackfillProgress } from "../port/journal.ts";
import { StageError } from "../port/stage-error.ts";
import type { BatchReport, StageContext } from "../port/stage-runner.ts";
import { BatchTeller } from "./batch-teller.ts";
import type { Execution } from "./execution.ts";
import { Pacing } from "./pacing.ts";
import { type Place, persist } from "./persist.ts";
import { StepDeadline } from "./step-deadline.ts";

const firstRows = 1000;
const mostRows = 100_000;
const targetMs = 100;
/** How often a paused backfill is looked at. */
const pausedMs = 1000;

type RunBatch<Batch> = (instruction: Batch, progress: BackfillProgress, rows: number, context: StageContext) => Promise<BatchReport>;

/**
 * Runs batch after batch until none is left. What is done stays done, whatever happens; a fault makes the next try smaller, and one that
 * no repetition mends is narrowed down to the row that it lies in.
 */
export async function runLoop<Batch extends BatchInstruction>(
  execution: Execution,
  place: Place,
  instruction: Batch,
  batch: RunBatch<Batch>,
): Promise<void> {
  const { clock, view } = execution;
  const revision = place.revision ?? "";
  const target = instruction.batch.targetMs ?? targetMs;
  const teller = new BatchTeller(execution, place, instruction.id);
  const pacing = new Pacing(execution, instruction.throttle, (by) => teller.heldBack(by));
  const deadline = new StepDeadline(clock, instruction);
  let rows = instruction.batch.rows ?? firstRows;
  let mayGrow: "yes" | "no" = "yes";
  for (;;) {
    const before = view.backfill(revision, instruction.id) ?? beginning(instruction, revision, clock.now());
    if (before.state === "done") return;
    if (before.state === "cancelled") throw cancelled(instruction);
    deadline.check();
    let report: BatchReport | undefined;
    let tries = 0;
    try {
      await persist(execution, place, [], async (context) => {
        // After a lost answer the journal was read again: its cursor, not ours, says what is done.
        const progress = view.backfill(revision, instruction.id) ?? before;
        if (tries++ > 0) rows = Math.max(1, Math.floor(rows / 2));
        report = progress.state === "done" ? undefined : await batch(instruction, progress, rows, deadline.under(context));
      });
    } catch (error) {
      deadline.check();
      if (!(error instanceof StageError) || error.disposition !== "terminal" || rows === 1) throw error;
      rows = Math.floor(rows / 2);
      mayGrow = "no";
      continue;
    }
    if (report === undefined) return;
    view.note([{ kind: "backfill", backfill: report.progress }]);
    teller.done(report);
    if (report.done) return;
    if (report.progress.state !== "running") {
      if (report.progress.state === "paused") {
        teller.heldBack("pause");
        await rest(execution, pausedMs);
      }
      continue;
    }
    const next = nextSize(rows, report.milliseconds, target);
    rows = mayGrow === "yes" && (report.waiters ?? 0) === 0 ? next : Math.min(rows, next);
    await pacing.rest(report);
    await untilOpen(execution, () => teller.heldBack("window"));
  }
}

/** Outside of its window; who asks the run to stop is heard. */
async function untilOpen(execution: Execution, onShut: () => void): Promise<void> {
  const { clock, signal, cancel, mayWork } = execution;
  while (mayWork?.(clock.now()) === false && !signal.aborted && !cancel.aborted) {
    onShut();
    await rest(execution, pausedMs);
  }
}

const rest = ({ clock, signal, cancel }: Execution, pause: Milliseconds): Promise<void> =>
  clock.sleep(pause, AbortSignal.any([signal, cancel])).catch(() => undefined);

export function beginning(instruction: BatchInstruction, revision: string, now: Date): BackfillProgress {
  const at = now.toISOString();
  return {
    id: instruction.id,
    revision,
    table: describeRef(instruction.table),
    cursor: null,
    rows: 0,
    total: 0,
    state: "running",
    startedAt: at,
    updatedAt: at,
  };
}

/** Doubles while a batch takes less than half of its target, shrinks in proportion where it takes half more. */
export function nextSize(rows: number, took: Milliseconds, target: Milliseconds): number {
  if (took < target / 2) return Math.min(mostRows, rows * 2);
  if (took > target * 1.5) return Math.max(1, Math.floor((rows * target) / took));
  return rows;
}

const cancelled = ({ id }: BatchInstruction): StageError =>
  new StageError(`The backfill ${id} was cancelled`, {
    code: "backfill-cancelled",
    disposition: "terminal",
    diagnostics: [
      {
        code: "backfill-cancelled",
        severity: "error",
        message: `The backfill ${id} was cancelled`,
        remedy: "`keelson backfill resume` lets it go on",
      },
    ],
  });
