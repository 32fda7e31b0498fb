import type { Digest } from "../core/digest.ts";
import type { KeelsonError } from "../core/error.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { Progress } from "../port/journal.ts";
import { StageError } from "../port/stage-error.ts";
import type { Execution } from "./execution.ts";
import { finishUndo, finishWalk } from "./finish-walk.ts";
import { persistWrites } from "./persist.ts";
import { type Journey, progressOf, runStages } from "./run-stages.ts";
import type { SentWalk } from "./send-ahead.ts";
import { backFrom, standingStages } from "./walk-back.ts";
import { describeFailure, passesThrough, walkFailure } from "./walk-failure.ts";
import { wantedOnFailure } from "./wanted-on-failure.ts";
import { serialiseRecord, type WalkRecord } from "./walk-record.ts";

/** Runs one revision's walk, or what is left of it from stage `from` on. @throws UpgradeError, DowngradeError, and what is no failure of the revision as it is. */
export async function runWalk(execution: Execution, record: WalkRecord, planDigest: Digest, from: number, sent?: SentWalk): Promise<void> {
  const { walk } = record;
  const journey = journeyOf(execution, record, planDigest, from, sent);
  let reached = from;
  execution.onEvent({ kind: "revisionStarted", revision: walk.revision, direction: walk.direction, stages: walk.stages.length, from });
  try {
    await runStages(execution, journey, (stage) => {
      reached = stage;
    });
  } catch (error) {
    if (passesThrough(error)) throw error;
    await recordFailure(execution, journey, reached, leftBehind(record, reached, error), describeFailure(error, walk, reached));
    const undone =
      record.purpose === "walk" &&
      wantedOnFailure(error, walk, reached) === "undo" &&
      (await undo(execution, walk, planDigest, reached)) === "undone";
    throw walkFailure(error as KeelsonError, walk, reached, undone ? "walkedBack" : reached > 0 ? "stands" : "nothing");
  }
  const { revision, direction, outcome } = walk;
  execution.onEvent(
    record.purpose === "undo" ? { kind: "revisionUndone", revision } : { kind: "revisionDone", revision, direction, outcome },
  );
}

function journeyOf(execution: Execution, record: WalkRecord, planDigest: Digest, from: number, sent: SentWalk | undefined): Journey {
  const { walk, purpose } = record;
  const startedAt = execution.clock.now();
  let text: string | undefined;
  return {
    key: walk.revision,
    revision: walk.revision,
    direction: walk.direction,
    planDigest,
    stages: walk.stages,
    verify: walk.verify,
    from,
    record: () => (text ??= serialiseRecord(record)),
    passed: () => [],
    finish: () =>
      sent?.writes ?? (purpose === "undo" ? finishUndo(execution, walk) : finishWalk(execution, walk, { planDigest, startedAt })),
    ...(sent === undefined ? {} : { sent }),
  };
}

/** `started` where the next run must go on with the same stages: outside of one transaction something of the stage may stand, and a walk back has a walk behind it. */
function leftBehind({ purpose, walk }: WalkRecord, stage: number, error: unknown): Progress["state"] {
  const mode = error instanceof StageError && error.effect === "none" ? undefined : walk.stages[stage]?.mode;
  return purpose === "undo" || mode === "autocommit" || mode === "batches" ? "started" : "failed";
}

/** What failed stands in the journal for status and the next run; that it could not be written is not worse than the failure itself. */
async function recordFailure(
  execution: Execution,
  journey: Journey,
  stage: number,
  state: Progress["state"],
  error: string,
): Promise<void> {
  const place = { revision: journey.revision, stage, of: journey.stages.length };
  await persistWrites(execution, place, [progressOf(journey, stage, state, error)]).catch(() => undefined);
}

/** Walks back what the revision did. Its stages become the revision's progress: killed in the middle, the next run goes on walking back. */
async function undo(execution: Execution, walk: RevisionWalk, planDigest: Digest, failed: number): Promise<"undone" | "stands"> {
  const back = await backFrom(walk, standingStages(walk, failed), execution);
  if (back === null) return "stands";
  await runWalk(execution, { purpose: "undo", walk: back }, planDigest, 0);
  return "undone";
}
