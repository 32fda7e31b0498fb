import type { Plan, RevisionWalk } from "../instruction/plan.ts";
import type { JournalWrite, Progress } from "../port/journal.ts";
import { planStatements } from "../plan/statements.ts";
import type { Execution } from "./execution.ts";
import { closeDifference, runDifference } from "./run-difference.ts";
import { persistWrites } from "./persist.ts";
import { runWalk } from "./run-walk.ts";
import { AheadWalks } from "./send-ahead.ts";
import { backFromBegun } from "./walk-back.ts";
import { differenceKey, hasBegun, parseRecord } from "./walk-record.ts";

/** What of a plan is to be run; a plan is one. */
export type Executable = Pick<Plan, "digest" | "walks" | "difference">;

/**
 * Runs a plan: walk by walk, stage by stage, each with its rows of the journal.
 * @throws UpgradeError or DowngradeError where a revision failed (its progress says where), StageError `replan` where the database moved
 * and `fenced` where another runner took over, InterruptedError where the run was asked to stop.
 */
export async function execute(plan: Executable, execution: Execution): Promise<void> {
  const secrets = [...new Set([...planStatements(plan)].flatMap(({ secrets: names = [] }) => names))];
  if (secrets.length > 0) await execution.session.stages.readSecrets?.(secrets);
  const ahead = new AheadWalks(execution, plan.walks, plan.digest);
  try {
    for (const [index, walk] of plan.walks.entries())
      await runWalk(execution, { purpose: "walk", walk }, plan.digest, beginning(execution, walk.revision), ahead.take(index));
  } finally {
    await ahead.settle();
  }
  await (plan.difference.length > 0 ? runDifference : closeDifference)(plan, execution);
}

/** Where what an earlier run began is to go: `on` as it was planned then, or `back` to where it came from. */
export type Way = "on" | "back";

/**
 * Finishes what a run before has begun, with the stages that were planned then, or walks it back. To be called before anything is planned anew.
 * Where nothing of it stands, it is only forgotten. A walk back that has begun is always finished. @throws DowngradeError where nothing undoes a part of it
 */
export async function settleBegun(execution: Execution, wayOf: (walk: RevisionWalk) => Way): Promise<"nothing" | "settled"> {
  let settled: "nothing" | "settled" = "nothing";
  for (const progress of [...execution.view.progress.values()]) {
    const { revision, planDigest, stage } = progress;
    if (revision === differenceKey) continue;
    const begun = parseRecord(progress.walk);
    const goesOn = begun.purpose === "undo" || wayOf(begun.walk) === "on";
    if (hasBegun(progress)) {
      settled = "settled";
      if (goesOn) await runWalk(execution, begun, planDigest, stage);
      else await runWalk(execution, { purpose: "undo", walk: await backOf(execution, begun.walk, progress) }, planDigest, 0);
    } else if (!goesOn) await record(execution, [{ kind: "progressDone", revision }]);
  }
  return settled;
}

function backOf({ session, searchPath, signal, planUndo }: Execution, walk: RevisionWalk, progress: Progress): Promise<RevisionWalk> {
  return backFromBegun(walk, progress, { planUndo, probe: (sql) => session.stages.probe({ sql }, { searchPath, signal }) });
}

/** Journal rows alone: what a run ends with, a stamp, an adoption. */
export const record = (execution: Execution, writes: readonly JournalWrite[]): Promise<void> =>
  persistWrites(execution, { revision: null, stage: 0, of: 0 }, writes);

/** A walk planned anew for a revision that has begun goes on behind what is done; whoever planned it has asked `continues`. */
function beginning({ view }: Execution, revision: string): number {
  const progress = view.progress.get(revision);
  return progress !== undefined && hasBegun(progress) ? progress.stage : 0;
}
