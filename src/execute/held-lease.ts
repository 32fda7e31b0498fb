import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import { LeaseHeldError } from "../core/error.ts";
import type { LeaseGrant, LeaseHolder, LeaseRequest, LeaseStore } from "../port/lease.ts";
import { StageError } from "../port/stage-error.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { InterruptedError } from "./interrupted-error.ts";

/** The lease while we hold it. */
export interface HeldLease {
  /** The grant as it is now: a recovery changes its token. */
  readonly grant: LeaseGrant;
  /** Aborted when the heartbeat finds it lost. */
  readonly lost: AbortSignal;
  /** A new token, once no commit under the old one is in flight. @throws StageError `fenced` where another runner has it. */
  renew(): Promise<void>;
  /** Hands it on. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** How long to wait for whoever holds it. */
  readonly wait: Milliseconds;
  /** Told each time somebody else holds it. */
  readonly onWaiting?: (holder: LeaseHolder) => void;
}

const firstPause = 100;
const longestPause = 1000;

/**
 * Waits for the lease by asking again, outside any transaction: nobody's CREATE INDEX CONCURRENTLY ever waits for a waiter.
 * @throws LeaseHeldError when the wait is over, InterruptedError when asked to stop.
 */
export async function acquireLease(store: LeaseStore, request: LeaseRequest, options: LeaseOptions): Promise<HeldLease> {
  const { clock, signal, wait } = options;
  const deadline = clock.now().getTime() + wait;
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 1.5)) {
    if (signal.aborted) throw new InterruptedError();
    const answer = await store.tryAcquire(request);
    if ("grant" in answer) return hold(store, request, answer.grant, options);
    options.onWaiting?.(answer.heldBy);
    if (clock.now().getTime() >= deadline) throw heldError(answer.heldBy);
    await clock.sleep(jittered(pause, options), signal).catch(() => undefined);
  }
}

const jittered = (pause: Milliseconds, { random }: Pick<LeaseOptions, "random">): Milliseconds => pause * (0.5 + random() / 2);

function hold(store: LeaseStore, request: LeaseRequest, first: LeaseGrant, options: LeaseOptions): HeldLease {
  let grant = first;
  const heartbeat = startHeartbeat(store, () => grant, request.ttlMs, options.clock);
  return {
    get grant() {
      return grant;
    },
    lost: heartbeat.lost,
    renew: async () => {
      for (;;) {
        const answer = await store.tryAcquire(request);
        if ("grant" in answer) {
          grant = answer.grant;
          return;
        }
        // Held by ourselves: a commit under the old token is in flight, and its end decides what the journal will say.
        if (answer.heldBy.holder !== request.holder)
          throw new StageError("Another runner has taken the lease over", {
            code: "lease-lost",
            remedy: "Run it again when that runner is done",
            disposition: "fenced",
          });
        await options.clock.sleep(jittered(firstPause, options));
      }
    },
    release: async () => {
      await heartbeat.stop();
      await store.release(grant);
    },
  };
}

function heldError({ project, info, since, expiresAt }: LeaseHolder): LeaseHeldError {
  const code = "lease-held";
  const message = `Another runner works on this database: project ${project}, ${info}, since ${since}, lease until ${expiresAt}`;
  return new LeaseHeldError(message, {
    code,
    remedy: "Wait longer with --lock-wait; if that runner is known to be gone, `keelson unlock`",
  });
}
