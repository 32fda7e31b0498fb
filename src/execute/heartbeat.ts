import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { LeaseGrant, LeaseStore } from "../port/lease.ts";
import { StageError } from "../port/stage-error.ts";

export interface Heartbeat {
  readonly lost: AbortSignal;
  /** Ends it; resolves when no beat is under way. */
  stop(): Promise<void>;
}

const retryPause = 1000;

/** Beats every quarter of the lease's life. A beat that did not get through is tried again soon; one that found another holder ends it. */
export function startHeartbeat(store: Pick<LeaseStore, "beat">, grant: () => LeaseGrant, ttl: Milliseconds, clock: Clock): Heartbeat {
  const lost = new AbortController();
  const stopped = new AbortController();
  const run = async () => {
    let pause = ttl / 4;
    while (!stopped.signal.aborted && !lost.signal.aborted) {
      await clock.sleep(pause, stopped.signal).catch(() => undefined);
      if (stopped.signal.aborted) return;
      const beaten = grant();
      try {
        await store.beat(beaten);
        pause = ttl / 4;
      } catch (error) {
        pause = Math.min(retryPause, ttl / 4);
        // Fenced under a token that a recovery has replaced meanwhile says nothing about the new one.
        if (error instanceof StageError && error.disposition === "fenced" && beaten.token === grant().token) lost.abort(error);
      }
    }
  };
  const running = run();
  return {
    lost: lost.signal,
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
