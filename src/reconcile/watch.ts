import type { Digest } from "../core/digest.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { Condition } from "../status/condition.ts";
import { mayMendThemselves } from "../status/situation.ts";
import type { Outcome } from "../status/status.ts";
import { nextLook } from "../window/next-look.ts";
import { pauseBefore } from "../queue/backoff.ts";
import { reconcileOnce } from "./reconcile-once.ts";
import type { ReconcileRequest } from "./request.ts";
import type { RunOptions } from "./run.ts";
import { readSettings } from "./settings.ts";
import type { Standstill, StandstillMemory } from "./standstill.ts";

/**
 * Reconciles for ever: one outcome a round, then again after the resync, when a window opens, or after a growing pause where a round failed.
 * Every round connects and reads the source anew, so that rotated secrets, moved servers and changed documents are seen; a database in which nothing was
 * written since the last round is left alone. Ends when the signal aborts.
 */
export async function* watch(options: RunOptions, request: ReconcileRequest, chance: () => number): AsyncGenerator<Outcome, void> {
  const { clock, signal, database, dialect } = options;
  const { schedule, retries } = readSettings(database, dialect.grammar.defaultSchema);
  let seen: Standstill | undefined;
  const memory: StandstillMemory = { recall: () => seen, remember: (standstill) => void (seen = standstill) };
  let failures = 0;
  let before: readonly Condition[] = [];
  while (!signal.aborted) {
    // What cannot be read just now may be there again soon: until then the last one must do.
    const target = (await options.reread?.().catch(() => undefined)) ?? options.target;
    const outcome = await reconcileOnce({ ...options, target, memory }, { ...request, before });
    before = outcome.status.conditions;
    yield outcome;
    failures = mayMendThemselves.has(outcome.situation) ? failures + 1 : 0;
    const now = clock.now();
    const pause = failures > 0 ? pauseBefore(failures, retries, chance()) : nextLook(schedule, now).at.getTime() - now.getTime();
    await rest(options, pause, outcome.status.source?.digest).catch(() => undefined);
  }
}

/** Until the pause is over, or the source is another one, or cannot be had. */
async function rest({ clock, signal, source }: RunOptions, pause: Milliseconds, before: Digest | undefined): Promise<void> {
  const { interval = pause } = source;
  const until = clock.now().getTime() + pause;
  for (;;) {
    const left = until - clock.now().getTime();
    await clock.sleep(Math.min(left, Math.max(interval, shortest)), signal);
    if (left <= interval || (await source.digest().catch(() => undefined)) !== before) return;
  }
}

/** No server is asked oftener. */
const shortest: Milliseconds = 1000;
