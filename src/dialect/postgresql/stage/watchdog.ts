import type { Milliseconds } from "../../../core/duration.ts";

/** Aborts with the caller's signal, or when the time is over. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
  /** Whether it was the time. */
  passed(): boolean;
}

/** 0: no time limit, the caller's signal alone. */
export function deadlineSignal(limit: Milliseconds, signal: AbortSignal): Deadline {
  const time = new AbortController();
  const timer = limit === 0 ? undefined : setTimeout(() => time.abort(), limit);
  return {
    signal: AbortSignal.any([signal, time.signal]),
    passed: () => time.signal.aborted,
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
