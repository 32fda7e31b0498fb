import { changeLine } from "../change/describe.ts";
import type { JournalWrite } from "../port/journal.ts";
import { differenceFailure } from "./difference-failure.ts";
import { differenceOutcome, differenceUnderWay, recordAfter, serialiseDifference, takenOver } from "./difference-record.ts";
import type { Executable } from "./execute.ts";
import type { Execution } from "./execution.ts";
import { differenceEntry, finishDifference, owning } from "./finish-walk.ts";
import { persistWrites } from "./persist.ts";
import { runStages } from "./run-stages.ts";
import { differenceKey } from "./walk-record.ts";

/**
 * Runs a computed difference. What its stages make is ours as they end, for the next run plans the rest from what is there;
 * what an earlier run did of it goes into the same entry of the history.
 */
export async function runDifference({ digest: planDigest, difference: stages }: Executable, execution: Execution): Promise<void> {
  const start = { planDigest, startedAt: execution.clock.now() };
  const earlier = takenOver(differenceUnderWay(execution.view.progress.values()), stages);
  const recordAt = (done: number, state: "done" | "started") =>
    recordAfter(earlier, stages.slice(0, done), state === "started" ? stages[done] : undefined);
  await runStages(
    execution,
    {
      key: differenceKey,
      revision: null,
      direction: "up",
      planDigest,
      stages,
      verify: [],
      from: 0,
      record: (done, state) => serialiseDifference(recordAt(done, state === "started" ? "started" : "done")),
      passed: (stage) => owning(execution, [stage]),
      finish: () => finishDifference(execution, stages, start, recordAt(stages.length, "done").done),
    },
    () => undefined,
  ).catch((error: unknown) => {
    throw differenceFailure(error, stages);
  });
  const changes = stages.flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects.map(changeLine)));
  execution.onEvent({ kind: "differenceDone", changes: [...new Set(changes)] });
}

/** What ran of a difference that is not planned any more, as there is nothing left of it or nobody wants the rest, is an entry by itself. */
export async function closeDifference({ digest: planDigest }: Executable, execution: Execution): Promise<void> {
  if (!execution.view.progress.has(differenceKey)) return;
  const { done } = takenOver(differenceUnderWay(execution.view.progress.values()), []);
  const start = { planDigest, startedAt: execution.clock.now() };
  const writes: readonly JournalWrite[] = [
    ...(done?.length === 0 ? [] : [differenceEntry(execution, start, differenceOutcome(done))]),
    { kind: "progressDone", revision: differenceKey },
  ];
  await persistWrites(execution, { revision: null, stage: 0, of: 0 }, writes);
}
