import { DowngradeError, ExitCode } from "../core/error.ts";
import type { Plan } from "../instruction/plan.ts";
import type { JournalWrite } from "../port/journal.ts";
import type { Execution } from "./execution.ts";
import { finishDifference } from "./finish-walk.ts";
import { persistWrites, runStages } from "./run-stages.ts";
import { runWalk, undo } from "./run-walk.ts";
import { differenceKey, hasBegun, parseRecord } from "./walk-record.ts";

/** What of a plan is to be run; a plan is one. */
export type Executable = Pick<Plan, "digest" | "walks" | "difference">;

/**
 * Runs a plan: walk by walk, stage by stage, each with its rows of the journal.
 * @throws UpgradeError or DowngradeError where a revision failed (its progress says where), StageError `replan` where the database moved
 * and `fenced` where another runner took over, InterruptedError where the run was asked to stop.
 */
export async function execute(plan: Executable, execution: Execution): Promise<void> {
  for (const walk of plan.walks) await runWalk(execution, { purpose: "walk", walk }, plan.digest, beginning(execution, walk.revision));
  if (plan.difference.length > 0) await runDifference(plan, execution);
}

/** Finishes what a run before has begun, with the stages that were planned then. To be called before anything is planned anew. */
export async function resumeBegun(execution: Execution): Promise<"nothing" | "resumed"> {
  const begun = [...execution.view.progress.values()].filter(hasBegun);
  for (const { walk, planDigest, stage } of begun) await runWalk(execution, parseRecord(walk), planDigest, stage);
  return begun.length === 0 ? "nothing" : "resumed";
}

/** Walks back what a run before has begun on the way up, instead of finishing it. @throws DowngradeError where nothing undoes a part of it */
export async function undoBegun(execution: Execution): Promise<"nothing" | "undone"> {
  const begun = [...execution.view.progress.values()].filter(hasBegun);
  for (const { walk: text, planDigest, stage, revision } of begun) {
    const begunWalk = parseRecord(text);
    if (begunWalk.purpose === "undo" || begunWalk.walk.direction === "down") await runWalk(execution, begunWalk, planDigest, stage);
    else await undo(execution, begunWalk.walk, planDigest, stage);
    if (execution.view.progress.has(revision)) throw notUndone(revision);
  }
  return begun.length === 0 ? "nothing" : "undone";
}

function notUndone(revision: string): DowngradeError {
  const code = "irreversible";
  const message = `revision ${revision} stopped half way, and nothing undoes a part of what it did`;
  const remedy = "Mend what stopped it and run `keelson upgrade`, so that it goes on where it stopped";
  return new DowngradeError(message, { code, exitCode: ExitCode.invalid, diagnostics: [{ code, severity: "error", message, remedy }] });
}

/** Journal rows alone: what a run ends with, a stamp, an adoption. */
export const record = (execution: Execution, writes: readonly JournalWrite[]): Promise<void> =>
  persistWrites(execution, { revision: null, stage: 0, of: 0 }, writes);

/** A walk planned anew for a revision that has begun goes on behind what is done; whoever planned it has asked `continues`. */
function beginning({ view }: Execution, revision: string): number {
  const progress = view.progress.get(revision);
  return progress !== undefined && hasBegun(progress) ? progress.stage : 0;
}

async function runDifference({ digest, difference }: Executable, execution: Execution): Promise<void> {
  const startedAt = execution.clock.now();
  await runStages(
    execution,
    {
      key: differenceKey,
      revision: null,
      direction: "up",
      planDigest: digest,
      stages: difference,
      verify: [],
      from: 0,
      record: () => "",
      finish: () => finishDifference(execution, difference, { planDigest: digest, startedAt }, differenceKey),
    },
    () => undefined,
  );
}
