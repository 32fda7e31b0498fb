import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { LogPosition } from "../port/stage-runner.ts";

/** How often the log is looked at: a short step never asks. */
const lookEveryMs = 1000;
/** Where others alone write more than the server is set up to take, a step goes on all the same, slowly. */
const longestMs = 10_000;

type Ask = () => Promise<LogPosition | null>;

/**
 * Holds a step back where more log is written than the server is set up to take: beyond that every page is written whole again and again, and replicas and
 * archives fall behind. Whoever writes it counts. What is over drains at the rate that the server is set up for.
 */
export class LogPacing {
  readonly #clock: Clock;
  readonly #ask: Ask;
  #lookedAt: number;
  #written: number | undefined;
  /** Bytes that have come in faster than they drain. */
  #level = 0;

  constructor(clock: Clock, ask: Ask) {
    this.#clock = clock;
    this.#ask = ask;
    this.#lookedAt = clock.now().getTime();
  }

  /** How long to rest by now; what cannot be measured holds nothing back. */
  async rest(): Promise<Milliseconds> {
    const now = this.#clock.now().getTime();
    const since = now - this.#lookedAt;
    if (since < lookEveryMs) return 0;
    const seen = await this.#ask().catch(() => null);
    if (seen === null) return 0;
    const { written, atOnce, perSecond } = seen;
    if (this.#written !== undefined) this.#level = Math.max(0, this.#level + written - this.#written - (perSecond * since) / 1000);
    this.#lookedAt = now;
    this.#written = written;
    return Math.min(longestMs, Math.max(0, ((this.#level - atOnce) / perSecond) * 1000));
  }
}
