import type { Milliseconds } from "../../../core/duration.ts";
import type { Instruction } from "../../../instruction/instruction.ts";
import type { StageError } from "../../../port/stage-error.ts";
import { stepTimedOut } from "../../../port/step-timeout.ts";

/** The time of a step that has begun. */
export interface StepTime {
  /** What is left of it; never 0, which would be no limit. */
  left(): Milliseconds;
  timedOut(statement: string): StageError;
}

/** Follows the instructions of a stage: all of one step share its time. */
export class StepClock {
  #step: string | undefined;
  #time: StepTime | undefined;

  /** Undefined where the step of the instruction has no time of its own. */
  timeOf({ step, timeout }: Pick<Instruction, "step" | "timeout">): StepTime | undefined {
    if (timeout === undefined) this.#time = undefined;
    else if (this.#time === undefined || step !== this.#step) this.#time = startTime(timeout);
    this.#step = step;
    return this.#time;
  }
}

function startTime(timeout: Milliseconds): StepTime {
  const end = performance.now() + timeout;
  return {
    left: () => Math.max(1, Math.ceil(end - performance.now())),
    timedOut: (statement) => stepTimedOut(timeout, statement),
  };
}
