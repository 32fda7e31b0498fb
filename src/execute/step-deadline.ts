import type { Clock } from "../core/clock.ts";
import type { BatchInstruction } from "../instruction/instruction.ts";
import { stepTimedOut } from "../port/step-timeout.ts";
import type { StageContext } from "../port/stage-runner.ts";

/** The time of a step in batches, from its first batch in this run. */
export class StepDeadline {
  readonly #clock: Clock;
  readonly #instruction: BatchInstruction;
  readonly #end: number | undefined;

  constructor(clock: Clock, instruction: BatchInstruction) {
    this.#clock = clock;
    this.#instruction = instruction;
    this.#end = instruction.timeout === undefined ? undefined : clock.now().getTime() + instruction.timeout;
  }

  /** @throws StageError once it is over; what was committed stays, and the next run goes on behind it */
  check(): void {
    const { timeout = 0, statement } = this.#instruction;
    if (this.#left() <= 0) throw stepTimedOut(timeout, statement.sql);
  }

  /** A batch under way is cancelled too. */
  under(context: StageContext): StageContext {
    const left = this.#left();
    return left === Infinity ? context : { ...context, signal: AbortSignal.any([context.signal, AbortSignal.timeout(Math.max(1, left))]) };
  }

  #left(): number {
    return this.#end === undefined ? Infinity : this.#end - this.#clock.now().getTime();
  }
}
