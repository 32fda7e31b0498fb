import { expect, test } from "vitest";
import type { Throttle } from "../../src/change/change.ts";
import type { Execution } from "../../src/execute/execution.ts";
import { Pacing } from "../../src/execute/pacing.ts";
import type { ReplicaPosition } from "../../src/port/stage-runner.ts";

/** Pacing by a clock that moves only by its sleeps; `slept` is how long it rested in all. */
function paced(throttle: Throttle, replicas?: (now: number) => ReplicaPosition | null) {
  let now = 0;
  const held: string[] = [];
  const never = new AbortController().signal;
  const clock = {
    now: () => new Date(now),
    sleep: async (pause: number) => {
      now += pause;
    },
  };
  const stages = replicas === undefined ? {} : { replicas: async () => replicas(now) };
  const execution = { clock, signal: never, cancel: never, session: { stages } } as unknown as Execution;
  const pacing = new Pacing(execution, throttle, (by) => held.push(by));
  const batch = async (took: number, rows = 100, waiters = 0) => {
    now += took;
    const from = now;
    await pacing.rest({ rows, milliseconds: took, waiters });
    return now - from;
  };
  return Object.assign(batch, { held });
}

test("a step that asks for nothing rests only for those who waited for it, as long as they had to", async () => {
  const batch = paced({});
  expect([await batch(80), await batch(80, 100, 2)]).toEqual([0, 80]);
});

test("a pause is made after every batch", async () => {
  const batch = paced({ pauseMs: 20 });
  expect([await batch(5), await batch(500)]).toEqual([20, 20]);
});

test("rows are written at the rate that was asked for, whatever the batches take", async () => {
  const batch = paced({ rowsPerSecond: 1000 });
  expect([await batch(40), await batch(150), await batch(10)]).toEqual([60, 0, 40]);
});

test("it waits while the slowest replica is further behind than it may be", async () => {
  // The replica stands still until 5 s have passed.
  const batch = paced({ lagMs: 1000 }, (now) => ({ written: now + 1, replayed: now < 5000 ? 0 : now + 1 }));
  expect([await batch(100), await batch(100)]).toEqual([0, 0]);
  expect(batch.held).toEqual([]);
  const waited = await batch(1500);
  expect(waited).toBeGreaterThanOrEqual(3300);
  expect(new Set(batch.held)).toEqual(new Set(["replicas"]));
  expect(await batch(100)).toBe(0);
});

test("what nobody can measure holds nothing back", async () => {
  expect(await paced({ lagMs: 1 }, () => null)(100)).toBe(0);
  expect(await paced({ lagMs: 1 })(100)).toBe(0);
});
