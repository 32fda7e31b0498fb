import type { Throttle } from "../change/change.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { BatchReport, ReplicaPosition } from "../port/stage-runner.ts";
import type { Execution } from "./execution.ts";
import type { HeldBackBy } from "./execution-event.ts";
import { LogPacing } from "./log-pacing.ts";

/** How often replicas that lag are asked again. */
const askAgainMs = 500;
/** And no more often than that, however little lag is allowed. */
const askAgainAtMostMs = 50;

/** Told whenever it holds back, and by what. */
type OnHeldBack = (by: Extract<HeldBackBy, "replicas" | "log">) => void;

/** Holds a backfill back where it would burden others. */
export class Pacing {
  readonly #execution: Execution;
  readonly #throttle: Throttle;
  readonly #startedAt: number;
  readonly #log: LogPacing;
  readonly #onHeldBack: OnHeldBack;
  #written = 0;
  /** Where the log ended when batches were done; those that the replicas have not replayed yet. */
  #marks: { readonly place: number; readonly at: number }[] = [];

  constructor(execution: Execution, throttle: Throttle, onHeldBack: OnHeldBack) {
    this.#execution = execution;
    this.#throttle = throttle;
    this.#onHeldBack = onHeldBack;
    this.#startedAt = this.#now();
    this.#log = new LogPacing(execution.clock, async () => (await execution.session.stages.log?.()) ?? null);
  }

  /** Rests after a batch for as long as it should. */
  async rest({ rows, milliseconds, waiters = 0 }: Pick<BatchReport, "rows" | "milliseconds" | "waiters">): Promise<void> {
    this.#written += rows;
    const { pauseMs = 0, rowsPerSecond } = this.#throttle;
    await this.#mark();
    const early = rowsPerSecond === undefined ? 0 : (this.#written / rowsPerSecond) * 1000 - (this.#now() - this.#startedAt);
    // Who waited for a batch gets as long a turn as it took.
    await this.#sleep(Math.max(pauseMs, early, waiters > 0 ? milliseconds : 0));
    await this.#untilCaughtUp();
    if (this.#throttle.log !== "unlimited") await this.#untilDrained();
  }

  async #untilDrained(): Promise<void> {
    const pause = await this.#log.rest();
    if (pause > 0) this.#onHeldBack("log");
    await this.#sleep(pause);
  }

  async #mark(): Promise<void> {
    const seen = this.#throttle.lagMs === undefined ? null : await this.#replicas();
    if (seen !== null) this.#marks.push({ place: seen.written, at: this.#now() });
  }

  async #untilCaughtUp(): Promise<void> {
    const { lagMs = 0 } = this.#throttle;
    while (this.#marks.length > 0 && !this.#isStopped()) {
      const seen = await this.#replicas();
      if (seen === null) this.#marks = [];
      else if (this.#lag(seen) <= lagMs) return;
      else {
        this.#onHeldBack("replicas");
        await this.#sleep(Math.min(askAgainMs, Math.max(lagMs, askAgainAtMostMs)));
      }
    }
  }

  /** How long ago the oldest batch ended that the slowest replica has not replayed. */
  #lag({ replayed }: ReplicaPosition): Milliseconds {
    this.#marks = this.#marks.filter(({ place }) => place > replayed);
    const [oldest] = this.#marks;
    return oldest === undefined ? 0 : this.#now() - oldest.at;
  }

  /** What cannot be measured holds nothing back; a connection that broke is found by the next batch. */
  async #replicas(): Promise<ReplicaPosition | null> {
    const { stages } = this.#execution.session;
    return (await stages.replicas?.().catch(() => null)) ?? null;
  }

  #now(): number {
    return this.#execution.clock.now().getTime();
  }

  #isStopped(): boolean {
    return this.#execution.signal.aborted || this.#execution.cancel.aborted;
  }

  async #sleep(pause: Milliseconds): Promise<void> {
    const { clock, signal, cancel } = this.#execution;
    if (pause > 0) await clock.sleep(pause, AbortSignal.any([signal, cancel])).catch(() => undefined);
  }
}
