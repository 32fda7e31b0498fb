import type { Clock } from "../../core/clock.ts";
import type { Milliseconds } from "../../core/duration.ts";
import type { LeaseSeat } from "../client/lease.ts";

export interface LeadOptions {
  readonly clock: Clock;
  /** Between two tries to take or renew the Lease: well below what it lasts. */
  readonly interval: Milliseconds;
  /** Ends the term, and the race for the next. */
  readonly signal: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Runs `term` whenever, and as long as, the Lease is held: its signal aborts when the Lease is lost or `signal` does, and it is renewed until `term` has ended.
 * Then it is handed on. What `term` throws ends the race.
 */
export async function lead(
  seat: LeaseSeat,
  { clock, interval, signal, onTrouble }: LeadOptions,
  term: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    if (await take(seat, onTrouble)) await oneTerm(seat, { clock, interval, signal, onTrouble }, term);
    else await clock.sleep(interval, signal).catch(() => undefined);
  }
}

async function oneTerm(
  seat: LeaseSeat,
  { clock, interval, signal, onTrouble }: LeadOptions,
  term: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  const ended = new AbortController();
  const running = term(AbortSignal.any([signal, lost.signal])).finally(() => ended.abort());
  // Who awaits it is below; until then it may fail unheard.
  running.catch(() => undefined);
  while (!ended.signal.aborted) {
    await clock.sleep(interval, ended.signal).catch(() => undefined);
    if (ended.signal.aborted) break;
    await take(seat, onTrouble);
    // A try that failed costs nothing while the Lease lasts.
    if (!seat.isHeld()) lost.abort();
  }
  if (seat.isHeld()) await seat.release().catch(onTrouble);
  await running;
}

const take = (seat: LeaseSeat, onTrouble: (error: unknown) => void): Promise<boolean> =>
  seat.hold().then(
    ({ kind }) => kind === "held",
    (error: unknown) => {
      onTrouble(error);
      return false;
    },
  );
