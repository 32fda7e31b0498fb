import type { Milliseconds } from "../core/duration.ts";

export interface Backoff {
  readonly backoff: Milliseconds;
  readonly maxBackoff: Milliseconds;
}

/**
 * The pause before try `attempt` (1 is the first repetition): doubles up to its limit, then half of it is left to chance,
 * so that runners that failed together do not come back together. `chance` is in [0, 1).
 */
export function pauseBefore(attempt: number, { backoff, maxBackoff }: Backoff, chance: number): Milliseconds {
  const whole = Math.min(maxBackoff, backoff * 2 ** Math.min(attempt - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
