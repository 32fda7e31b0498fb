import { expect, test } from "vitest";
import { type Next, type WorkQueueOptions, workQueue } from "../../src/queue/work-queue.ts";
import { manualClock, settle } from "./manual-clock.ts";

const backoff = { backoff: 1000, maxBackoff: 60_000 };
const done: Next = { kind: "whenChanged" };

/** A queue whose work ends when the test says so. */
function controlled(options: Partial<WorkQueueOptions> = {}) {
  const clock = manualClock();
  const started: string[] = [];
  const ends = new Map<string, (next: Next) => void>();
  const queue = workQueue({
    work: (key) => {
      started.push(key);
      return new Promise((resolve) => ends.set(key, resolve));
    },
    concurrency: 1,
    groupOf: (key) => key.split("/")[0] ?? "",
    backoff,
    clock,
    chance: () => 0,
    onDefect: () => undefined,
    ...options,
  });
  const end = async (key: string, next: Next = done): Promise<void> => {
    ends.get(key)?.(next);
    await settle();
  };
  return { queue, clock, started, end };
}

test("a key waits once, however often it is put in, and is worked on again when it was put in meanwhile", async () => {
  const { queue, started, end } = controlled({ concurrency: 4 });
  queue.put("a/1", "change");
  queue.put("a/1", "change");
  await settle();
  expect(started).toEqual(["a/1"]);
  queue.put("a/1", "resync");
  queue.put("a/1", "change");
  await settle();
  expect(started).toEqual(["a/1"]);
  await end("a/1");
  expect(started).toEqual(["a/1", "a/1"]);
  await end("a/1");
  expect([queue.depth, queue.running]).toEqual([0, 0]);
});

test("what is new goes before what changed, and that before a resync", async () => {
  const { queue, started, end } = controlled();
  queue.put("a/first", "resync");
  queue.put("a/resync", "resync");
  queue.put("a/change", "change");
  queue.put("a/new", "new");
  await settle();
  for (const key of ["a/first", "a/new", "a/change"]) await end(key);
  expect(started).toEqual(["a/first", "a/new", "a/change", "a/resync"]);
});

test("a resync is not put off for ever by one namespace whose objects change all the time", async () => {
  const { queue, started, end } = controlled();
  queue.put("b/0", "change");
  queue.put("a/resync", "resync");
  await settle();
  for (let n = 0; n < 8 && !started.includes("a/resync"); n++) {
    queue.put(`b/${n + 1}`, "change");
    await end(`b/${n}`);
  }
  expect(started).toContain("a/resync");
});

test("each namespace in turn", async () => {
  const { queue, started, end } = controlled();
  for (const key of ["a/1", "a/2", "a/3", "b/1", "c/1"]) queue.put(key, "change");
  await settle();
  for (const key of ["a/1", "a/2", "b/1", "c/1"]) await end(key);
  expect(started.slice(0, 4).map((key) => key[0])).toEqual(["a", "a", "b", "c"]);
});

test("the pause after a failure doubles up to its limit, and begins anew after a success", async () => {
  const { queue, clock, end } = controlled();
  queue.put("a/1", "change");
  await settle();
  const pauses: number[] = [];
  for (let failure = 0; failure < 8; failure++) {
    await end("a/1", { kind: "retry" });
    const [pause = 0] = clock.pauses;
    pauses.push(pause);
    await clock.advance(pause);
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  await end("a/1", { kind: "after", pause: 300_000 });
  expect(clock.pauses).toEqual([300_000]);
  queue.put("a/1", "change");
  await settle();
  expect(clock.pauses).toEqual([]);
  await end("a/1", { kind: "retry" });
  expect(clock.pauses).toEqual([500]);
});

test("what throws is told and tried again", async () => {
  const told: unknown[] = [];
  const fault = new Error("unforeseen");
  const { queue, clock } = controlled({ work: () => Promise.reject(fault), onDefect: (key, error) => told.push([key, error]) });
  queue.put("a/1", "change");
  await settle();
  expect(told).toEqual([["a/1", fault]]);
  expect(clock.pauses).toEqual([500]);
});

test("a blocked key delays no other", async () => {
  const { queue, started, end } = controlled({ concurrency: 2 });
  for (const key of ["a/blocked", "a/1", "b/1", "b/2"]) queue.put(key, "change");
  await settle();
  for (const key of ["a/1", "b/1", "b/2"]) await end(key);
  expect(started.toSorted()).toEqual(["a/1", "a/blocked", "b/1", "b/2"]);
  expect(queue.running).toBe(1);
});

test("what is withdrawn does not come back by itself: not from its pause, not from the line, not from under way", async () => {
  const aborted: string[] = [];
  const ends = new Map<string, () => void>();
  const { queue, clock, started, end } = controlled();
  const withdrawn = workQueue({
    work: (key, signal) => {
      signal.addEventListener("abort", () => void aborted.push(key));
      return new Promise((resolve) => ends.set(key, () => resolve({ kind: "again" })));
    },
    concurrency: 2,
    groupOf: () => "",
    backoff,
    clock,
    chance: () => 0,
    onDefect: () => undefined,
  });
  for (const key of ["a/1", "b/1", "a/2", "b/2"]) withdrawn.put(key, "change");
  await settle();
  let left = false;
  const leaving = withdrawn.withdraw((key) => key.startsWith("a/")).then(() => (left = true));
  await settle();
  expect([aborted, left, withdrawn.depth, withdrawn.running]).toEqual([["a/1"], false, 1, 2]);
  ends.get("a/1")?.();
  await leaving;
  await settle();
  expect([left, [...ends.keys()], withdrawn.depth]).toEqual([true, ["a/1", "b/1", "b/2"], 0]);
  queue.put("a/1", "change");
  await settle();
  await end("a/1", { kind: "after", pause: 1000 });
  await queue.withdraw(() => true);
  await clock.advance(5000);
  expect(started).toEqual(["a/1"]);
});

test("closing aborts what runs, waits for it, and takes up nothing more", async () => {
  let aborted = false;
  const { queue, started } = controlled();
  const closing = workQueue({
    work: (_key, signal) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          aborted = true;
          resolve({ kind: "again" });
        }),
      ),
    concurrency: 1,
    groupOf: () => "",
    backoff,
    clock: manualClock(),
    chance: () => 0,
    onDefect: () => undefined,
  });
  closing.put("a/1", "change");
  await settle();
  await closing.close();
  closing.put("a/2", "change");
  expect([aborted, closing.running, closing.depth]).toEqual([true, 0, 0]);
  await queue.close();
  queue.put("a/1", "change");
  await settle();
  expect(started).toEqual([]);
});
