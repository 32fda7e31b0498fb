import { expect, test } from "vitest";
import { silentLogger } from "../../../../src/core/logger.ts";
import { progressWriter } from "../../../../src/kubernetes/report/progress-writer.ts";
import { manualClock, settle } from "../../../queue/manual-clock.ts";
import type { BackfillProgress } from "../../../../src/port/journal.ts";
import type { Status } from "../../../../src/status/status.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const isoAt = (second: number) => new Date(start + second * 1000).toISOString();
const at = { revision: "two", stage: 1, of: 3 } as const;
const batchAt = (second: number, rows: number) => {
  const backfill = { rows, total: 4000, startedAt: isoAt(0), updatedAt: isoAt(second) } as BackfillProgress;
  return { kind: "batchDone", ...at, backfill, rows: 100, milliseconds: 10 } as const;
};

function writer(show: (status: Status) => Promise<void> = async () => undefined) {
  const shown: Status[] = [];
  const clock = manualClock(isoAt(0));
  const progress = progressWriter({ clock, logger: silentLogger }, (status) => {
    shown.push(status);
    return show(status);
  });
  /** An event, some seconds after the one before. */
  const take = async (seconds: number, event: Parameters<typeof progress.take>[0]) => {
    await clock.advance(seconds * 1000);
    progress.take(event);
    await settle();
  };
  return { shown, progress, take, clock };
}

test("progress is written at once and then at most every ten seconds, with pace and time left", async () => {
  const { shown, take } = writer();
  await take(0, { kind: "stageStarted", ...at, mode: "batches", statements: [] });
  for (let second = 1; second <= 25; second += 1) await take(1, batchAt(second, second * 100));
  expect(shown.map(({ progress }) => progress?.backfill?.rows)).toEqual([undefined, 900, 1900]);
  expect(shown[1]).toMatchObject({
    reason: "Backfilling",
    progress: { ...at, backfill: { rows: 900, total: 4000, rowsPerSecond: 100, eta: isoAt(40) } },
  });
  expect(shown[1]?.conditions).toMatchObject([
    { type: "Ready", status: "False" },
    { type: "Reconciling", status: "True" },
  ]);
});

test("what came last is written though nothing comes after it: why a backfill does not go on", async () => {
  const { shown, take, clock } = writer();
  await take(0, batchAt(0, 100));
  await take(1, { kind: "heldBack", ...at, backfill: batchAt(1, 200).backfill, by: "replicas" });
  expect(shown).toHaveLength(1);
  await clock.advance(9_000);
  expect(shown[1]).toMatchObject({
    reason: "Backfilling",
    message: "Fills two: 200 rows; waits for a standby that has not replayed what is done",
    progress: { backfill: { rows: 200 } },
  });
});

test("a backfill that is tried again is as far as it was, and another stage is not", async () => {
  const { shown, take } = writer();
  const again = { kind: "retrying", attempt: 1, pause: 10, reason: "lock timeout", sqlState: "55P03", blockers: [] } as const;
  await take(0, batchAt(0, 100));
  await take(10, { ...again, ...at });
  expect(shown.at(-1)?.progress).toMatchObject({ ...at, error: "lock timeout", backfill: { rows: 100, total: 4000 } });
  await take(10, { ...again, ...at, stage: 2 });
  expect(shown.at(-1)?.progress).not.toHaveProperty("backfill");
});

test("it waits for no write, outlives one that fails, and writes nothing after the end", async () => {
  const writes: PromiseWithResolvers<void>[] = [];
  const { shown, progress, take } = writer(() => {
    const write = Promise.withResolvers<void>();
    writes.push(write);
    return write.promise;
  });
  await take(0, batchAt(0, 100));
  await take(20, batchAt(20, 200));
  expect(shown).toHaveLength(1);
  writes[0]?.reject(new Error("409"));
  await settle();
  expect(shown).toHaveLength(2);
  writes[1]?.resolve();
  await take(10, { kind: "retrying", ...at, attempt: 1, pause: 10, reason: "lock timeout", sqlState: "55P03", blockers: [] });
  expect(shown.at(-1)).toMatchObject({ reason: "Retrying", progress: { error: "lock timeout" } });
  const ended = progress.end();
  await take(30, batchAt(60, 300));
  writes[2]?.resolve();
  await ended;
  expect(shown).toHaveLength(3);
});
