import type { KeyedBatch } from "../instruction/instruction.ts";
import type { BackfillProgress, JournalWrite } from "../port/journal.ts";
import type { BatchWorker, SideBySide } from "../port/stage-runner.ts";
import { partId } from "./backfill-parts.ts";
import { beginning, runLoop } from "./batch-loop.ts";
import type { Execution } from "./execution.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { type Place, persist, persistWrites } from "./persist.ts";

/**
 * A step in batches by several workers, each over a range of keys of its own with a cursor of its own: the ranges are in the journal before the first
 * batch, so a kill loses nothing. Rows that came meanwhile are seen to at the end, by one.
 */
export async function runWorkers(execution: Execution, place: Place, instruction: KeyedBatch, beside: SideBySide): Promise<void> {
  const { view, clock } = execution;
  const revision = place.revision ?? "";
  const whole = view.backfill(revision, instruction.id) ?? beginning(instruction, revision, clock.now());
  if (whole.state === "done") return;
  const parts = partsOf(execution, revision, instruction) ?? (await split(execution, place, instruction, whole, beside));
  await untilAllEnd(
    parts.filter(({ state }) => state !== "done"),
    (part, worker) => work(execution, place, shareOf(instruction, part, parts.length), worker),
    beside,
  );
  let isLeft = false;
  await persist(execution, place, [], async (context) => {
    isLeft = await beside.isLeft(instruction, revision, context);
  });
  if (isLeft) return runLoop(execution, place, instruction, (...batch) => execution.session.stages.batch(...batch));
  const rows = (partsOf(execution, revision, instruction) ?? []).reduce((sum, part) => sum + part.rows, 0);
  return persistWrites(execution, place, [
    { kind: "backfill", backfill: { ...whole, rows, state: "done", updatedAt: clock.now().toISOString() } },
  ]);
}

/** The parts in the journal; undefined where nobody has split the step yet. */
function partsOf({ view }: Execution, revision: string, { id }: KeyedBatch): readonly BackfillProgress[] | undefined {
  const parts = view.partsOf(revision, id);
  return parts.length === 0 ? undefined : parts;
}

async function split(
  execution: Execution,
  place: Place,
  instruction: KeyedBatch,
  whole: BackfillProgress,
  beside: SideBySide,
): Promise<readonly BackfillProgress[]> {
  let bounds: readonly string[] = [];
  await persist(execution, place, [], async (context) => {
    bounds = await beside.split(instruction, instruction.batch.workers ?? 1, context);
  });
  const parts = [...bounds, null].map(
    (until, at): BackfillProgress => ({
      ...whole,
      id: partId(instruction.id, at + 1),
      cursor: bounds[at - 1] ?? null,
      until: until ?? "[]",
    }),
  );
  const writes = parts.map((backfill): JournalWrite => ({ kind: "backfill", backfill }));
  await persistWrites(execution, place, writes);
  return parts;
}

/** None goes on behind the run: where one fails the others end with their batch, and the first failure is what is told. */
async function untilAllEnd(
  parts: readonly BackfillProgress[],
  run: (part: BackfillProgress, worker: Pick<BatchWorker, "batch">) => Promise<void>,
  beside: SideBySide,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const one = async (part: BackfillProgress): Promise<void> => {
    const worker = await beside.open();
    try {
      await run(part, {
        batch: (...asked) => {
          if (failure !== undefined) throw new InterruptedError();
          return worker.batch(...asked);
        },
      });
    } finally {
      await worker.close();
    }
  };
  await Promise.all(parts.map((part) => one(part).catch((error: unknown) => void (failure ??= { error }))));
  if (failure !== undefined) throw failure.error;
}

const work = (execution: Execution, place: Place, instruction: KeyedBatch, worker: Pick<BatchWorker, "batch">): Promise<void> =>
  runLoop(execution, place, instruction, (...batch) => worker.batch(...batch));

/** The part as a step of its own, with its share of what all may write. */
function shareOf(instruction: KeyedBatch, { id }: BackfillProgress, workers: number): KeyedBatch {
  const { rowsPerSecond, ...throttle } = instruction.throttle;
  const share = rowsPerSecond === undefined ? {} : { rowsPerSecond: Math.max(1, Math.floor(rowsPerSecond / workers)) };
  return { ...instruction, id, throttle: { ...throttle, ...share } };
}
