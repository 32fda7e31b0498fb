import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";

afterEach(() => void vi.useRealTimers());

test("a sleep is as long as it is asked for, however long that is", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let awake = 0;
  const month = 31 * 24 * 3_600_000;
  for (const pause of [1000, month]) void systemClock.sleep(pause).then(() => awake++);
  await vi.advanceTimersByTimeAsync(1000);
  expect(awake).toBe(1);
  await vi.advanceTimersByTimeAsync(month - 1001);
  expect(awake).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(awake).toBe(2);
  const stop = new AbortController();
  const stopped = expect(systemClock.sleep(2 * month, stop.signal)).rejects.toThrow("enough");
  await vi.advanceTimersByTimeAsync(month);
  stop.abort(new Error("enough"));
  await stopped;
});
