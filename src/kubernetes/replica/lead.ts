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
  /** Whether this replica should have it, asked before each try: where another should, a term ends. Whoever comes first where absent. */
  readonly isMeant?: () => boolean;
}

/**
 * Runs `term` whenever, and as long as, the Lease is held: its signal aborts when the Lease is lost or should be another's, or when `signal` does, and it is renewed until `term` has ended.
 * Then it is handed on. What `term` throws ends the race.
 */
export async function lead(seat: LeaseSeat, options: LeadOptions, term: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { clock, interval, signal, onTrouble, isMeant = anybody } = options;
  while (!signal.aborted) {
    if (isMeant() && (await take(seat, onTrouble))) await oneTerm(seat, options, term);
    else await clock.sleep(interval, signal).catch(() => undefined);
  }
}

async function oneTerm(
  seat: LeaseSeat,
  { clock, interval, signal, onTrouble, isMeant = anybody }: LeadOptions,
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
    if (!seat.isHeld() || !isMeant()) lost.abort();
  }
  if (seat.isHeld()) await seat.release().catch(onTrouble);
  await running;
}

const anybody = (): boolean => true;

const take = (seat: LeaseSeat, onTrouble: (error: unknown) => void): Promise<boolean> =>
  seat.hold().then(
    ({ kind }) => kind === "held",
    (error: unknown) => {
      onTrouble(error);
      return false;
    },
  );
