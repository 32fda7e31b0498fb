import type { Milliseconds } from "../core/duration.ts";
import type { BatchInstruction } from "../instruction/instruction.ts";
import { describeRef } from "../model/ref.ts";
import type { BackfillProgress } from "../port/journal.ts";
import { StageError } from "../port/stage-error.ts";
import type { BatchReport } from "../port/stage-runner.ts";
import type { Execution } from "./execution.ts";
import { persist, type Place } from "./persist.ts";

const firstRows = 1000;
const mostRows = 100_000;
const targetMs = 100;
/** How often a paused backfill is looked at. */
const pausedMs = 1000;

/** Runs batch after batch until none is left. What is done stays done, whatever happens; a fault makes the next try smaller. */
export async function runBatches(execution: Execution, place: Place, instruction: BatchInstruction): Promise<void> {
  const { clock, view, session, cancel, signal } = execution;
  const revision = place.revision ?? "";
  const target = instruction.batch.targetMs ?? targetMs;
  const startedAt = clock.now();
  let rows = instruction.batch.rows ?? firstRows;
  let written = 0;
  for (;;) {
    const before = view.backfill(revision, instruction.id) ?? beginning(instruction, revision, startedAt);
    if (before.state === "done") return;
    if (before.state === "cancelled") throw cancelled(instruction);
    let report: BatchReport | undefined;
    let tries = 0;
    await persist(execution, place, [], async (context) => {
      // After a lost answer the journal was read again: its cursor, not ours, says what is done.
      const progress = view.backfill(revision, instruction.id) ?? before;
      if (tries++ > 0) rows = Math.max(1, Math.floor(rows / 2));
      report = progress.state === "done" ? undefined : await session.stages.batch(instruction, progress, rows, context);
    });
    if (report === undefined) return;
    view.note([{ kind: "backfill", backfill: report.progress }]);
    written += report.rows;
    execution.onEvent({ kind: "batchDone", ...place, backfill: report.progress, rows: report.rows, milliseconds: report.milliseconds });
    if (report.done) return;
    rows = nextSize(rows, report.milliseconds, target);
    const pause =
      report.progress.state === "paused" ? pausedMs : throttled(instruction, written, clock.now().getTime() - startedAt.getTime());
    if (pause > 0) await clock.sleep(pause, AbortSignal.any([signal, cancel])).catch(() => undefined);
  }
}

function beginning(instruction: BatchInstruction, revision: string, now: Date): BackfillProgress {
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

/** The pause that the step asks for, or that keeps it at its rate. */
function throttled({ throttle }: BatchInstruction, written: number, elapsed: Milliseconds): Milliseconds {
  const behind = throttle.rowsPerSecond === undefined ? 0 : (written / throttle.rowsPerSecond) * 1000 - elapsed;
  return Math.max(throttle.pauseMs ?? 0, behind);
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
