import type { Milliseconds } from "../core/duration.ts";

/** Who asks: `signal` aborts when nobody waits for the answer any more. */
type Ask<T> = (signal: AbortSignal) => Promise<T>;

/** Gives the answer to what the key names. `signal`: aborted when this one waits no longer. */
export type SharedAnswers<T> = (key: string, ask: Ask<T>, signal?: AbortSignal) => Promise<T>;

/** Beyond that nobody would believe what is shown. Milliseconds. */
const mostHeld = 4_000;

interface Asked<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Who asks while another asks the same, or so soon after it was answered, hears the same; nothing is held for longer, but for a few seconds what took long
 * to answer. What nobody waits for any more is not asked to the end. That it could not be answered is an answer too: it may have taken its time.
 */
export function sharedAnswers<T>(freshFor: Milliseconds): SharedAnswers<T> {
  const known = new Map<string, Asked<T>>();
  const forget = (key: string, asked: Asked<T>): void => {
    if (known.get(key) === asked) known.delete(key);
  };
  const begin = (key: string, ask: Ask<T>): Asked<T> => {
    const stop = new AbortController();
    const asked: Asked<T> = { answer: ask(stop.signal), stop, waiting: 0 };
    const began = performance.now();
    const hold = (time: Milliseconds) => void setTimeout(forget, time, key, asked).unref();
    asked.answer.then(
      () => hold(Math.max(freshFor, Math.min(4 * (performance.now() - began), mostHeld))),
      () => hold(freshFor),
    );
    known.set(key, asked);
    return asked;
  };
  return async (key, ask, signal) => {
    signal?.throwIfAborted();
    const asked = known.get(key) ?? begin(key, ask);
    asked.waiting++;
    const leave = () => {
      if (--asked.waiting > 0) return;
      forget(key, asked);
      asked.stop.abort(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    try {
      return await asked.answer;
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  };
}
