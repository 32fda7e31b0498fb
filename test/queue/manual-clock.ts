import type { Clock } from "../../src/core/clock.ts";

/** Time that passes only when a test says so. */
export interface ManualClock extends Clock {
  /** Milliseconds from now at which somebody wakes, the soonest first. */
  readonly pauses: readonly number[];
  advance(milliseconds: number): Promise<void>;
}

export function manualClock(start = "2026-01-01T00:00:00Z"): ManualClock {
  let now = Date.parse(start);
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => new Date(now),
    get pauses() {
      return sleepers.map(({ at }) => at - now).sort((a, b) => a - b);
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason);
        });
      }),
    async advance(milliseconds) {
      now += milliseconds;
      const due = sleepers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      await settle();
    },
  };
}

/** Lets everything run that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
