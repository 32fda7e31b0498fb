import type { Instruction, Precondition } from "../../../instruction/instruction.ts";
import { StageError } from "../../../port/stage-error.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Connection } from "../connection/connection.ts";
import { ask } from "./ask.ts";
import { runStatement } from "./run-statement.ts";
import { stageRefusal } from "./stage-fault.ts";
import { StepClock } from "./step-time.ts";

/** Runs the instructions of a transactional stage one statement after the other. @throws StageError */
export async function runInstructions(connection: Connection, instructions: readonly Instruction[], context: StageContext): Promise<void> {
  const clock = new StepClock();
  for (const instruction of instructions) {
    const step = clock.timeOf(instruction);
    switch (instruction.kind) {
      case "statement":
        for (const precondition of instruction.preconditions) await requireHolds(connection, precondition, context);
        for (const { sql } of instruction.statements) await runStatement(connection, sql, { ...context, step });
        break;
      case "probe": {
        const answer = await ask(connection, instruction.sql, context.signal, step);
        if (answer !== instruction.expect)
          throw new StageError(`${instruction.message}: expected ${instruction.expect}, found ${answer ?? "nothing"}`, {
            code: "assertion-failed",
            disposition: "terminal",
            statement: instruction.sql,
            remedy: "Correct the data, then run again",
          });
        break;
      }
      case "batch":
        throw new TypeError("batches are run one by one, not inside a stage's transaction");
    }
  }
}

async function requireHolds(connection: Connection, { sql, message }: Precondition, context: StageContext): Promise<void> {
  const [row] = await runStatement(connection, sql, context);
  if (Object.values(row ?? {})[0] !== 1)
    throw stageRefusal("precondition-failed", `The database has moved since the plan: ${message}`, "Plan again", "replan");
}
