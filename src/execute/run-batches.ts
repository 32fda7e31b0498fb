import { type BatchInstruction, isKeyed } from "../instruction/instruction.ts";
import { runLoop } from "./batch-loop.ts";
import type { Execution } from "./execution.ts";
import type { Place } from "./persist.ts";
import { runWorkers } from "./run-workers.ts";

/** Runs a step in committed batches, by as many workers as it asks for where the dialect can have several. */
export async function runBatches(execution: Execution, place: Place, instruction: BatchInstruction): Promise<void> {
  const { stages } = execution.session;
  if (stages.sideBySide !== undefined && isKeyed(instruction) && (instruction.batch.workers ?? 1) > 1)
    return runWorkers(execution, place, instruction, stages.sideBySide);
  return runLoop(execution, place, instruction, (...batch) => stages.batch(...batch));
}
