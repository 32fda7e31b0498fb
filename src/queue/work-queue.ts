import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import { type Backoff, pauseBefore } from "./backoff.ts";
import { type Lane, waitingKeys } from "./lanes.ts";

/** What a piece of work says of its key: look again after a time, at once, when something changes, or, since it failed, after a growing pause. */
export type Next =
  | { readonly kind: "after"; readonly pause: Milliseconds }
  | { readonly kind: "again" }
  | { readonly kind: "whenChanged" }
  /** `backoff`: that of the key, where it has one of its own. */
  | { readonly kind: "retry"; readonly backoff?: Backoff };

export interface WorkQueueOptions {
  /** Works on one key, with the state that it finds: nothing but the key is handed over. It may throw: that is a failure, told to `onDefect`. */
  work(key: string, signal: AbortSignal): Promise<Next>;
  readonly concurrency: number;
  groupOf(key: string): string;
  readonly backoff: Backoff;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly onDefect: (key: string, error: unknown) => void;
}

/** Level-triggered: a key waits once however often it is put in, and two workers never have the same one. */
export interface WorkQueue {
  /** Keys that wait for a worker. */
  readonly depth: number;
  /** Keys that are worked on. */
  readonly running: number;
  /** A key put in while it is worked on is worked on once more afterwards. */
  put(key: string, lane: Lane): void;
  /** Takes these up no more until they are put in again, aborts the signal of those that run and waits until they have ended. */
  withdraw(isMeant: (key: string) => boolean): Promise<void>;
  /** Takes up nothing more, aborts the signal of what runs and waits until it has ended. */
  close(): Promise<void>;
}

export function workQueue({ work, concurrency, groupOf, backoff, clock, chance, onDefect }: WorkQueueOptions): WorkQueue {
  const waiting = waitingKeys(groupOf);
  const running = new Map<string, { readonly ended: Promise<void>; readonly stop: AbortController }>();
  const alarms = new Map<string, AbortController>();
  const failures = new Map<string, number>();
  let closing = false;

  const pump = (): void => {
    while (!closing && running.size < concurrency) {
      const key = waiting.take(new Set(running.keys()));
      if (key === undefined) return;
      silence(key);
      const stop = new AbortController();
      running.set(key, { ended: run(key, stop.signal), stop });
    }
  };
  const put = (key: string, lane: Lane): void => {
    if (closing) return;
    waiting.put(key, lane);
    pump();
  };
  const silence = (key: string): void => {
    alarms.get(key)?.abort();
    alarms.delete(key);
  };
  const putAfter = (key: string, pause: Milliseconds, lane: Lane): void => {
    silence(key);
    const alarm = new AbortController();
    alarms.set(key, alarm);
    clock.sleep(pause, alarm.signal).then(
      () => {
        // It has rung: nothing is left to silence.
        alarms.delete(key);
        put(key, lane);
      },
      () => undefined,
    );
  };
  const run = async (key: string, signal: AbortSignal): Promise<void> => {
    // The caller registers the promise first: whoever is running is known before any work is done.
    await Promise.resolve();
    const next = await work(key, signal).catch((error: unknown): Next => {
      onDefect(key, error);
      return { kind: "retry" };
    });
    running.delete(key);
    if (!signal.aborted) schedule(key, next);
    pump();
  };
  const schedule = (key: string, next: Next): void => {
    const failed = next.kind === "retry" ? (failures.get(key) ?? 0) + 1 : 0;
    if (failed === 0) failures.delete(key);
    else failures.set(key, failed);
    switch (next.kind) {
      case "after":
        return putAfter(key, next.pause, "resync");
      case "again":
        return waiting.put(key, "change");
      case "whenChanged":
        return undefined;
      case "retry":
        return putAfter(key, pauseBefore(failed, next.backoff ?? backoff, chance()), "change");
    }
  };

  const withdraw = async (isMeant: (key: string) => boolean): Promise<void> => {
    for (const key of [...alarms.keys()].filter(isMeant)) silence(key);
    for (const key of [...failures.keys()].filter(isMeant)) failures.delete(key);
    waiting.keys().filter(isMeant).forEach(waiting.remove);
    const stopped = [...running].filter(([key]) => isMeant(key)).map(([, run]) => run);
    for (const { stop } of stopped) stop.abort();
    await Promise.all(stopped.map(({ ended }) => ended));
  };

  return {
    get depth() {
      return waiting.size;
    },
    get running() {
      return running.size;
    },
    put,
    withdraw,
    async close() {
      closing = true;
      await withdraw(() => true);
    },
  };
}
