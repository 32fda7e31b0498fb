import type { Clock } from "../../core/clock.ts";
import type { Milliseconds } from "../../core/duration.ts";

/** Between two looks. */
const pause: Milliseconds = 30_000;

export interface RestOptions {
  readonly clock: Clock;
  readonly isAtRest: () => boolean;
  readonly signal: AbortSignal;
}

/** Does the chore twice a minute, in moments when it delays nobody; until the signal aborts. */
export async function whenAtRest({ clock, isAtRest, signal }: RestOptions, chore: () => void): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(pause, signal).catch(() => undefined);
    if (!signal.aborted && isAtRest()) chore();
  }
}
