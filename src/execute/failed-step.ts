import type { Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import { StageError } from "../port/stage-error.ts";

/** The step whose statement failed; where nobody knows the statement, the only step of the stage. */
export function failedStep(error: unknown, stage: Pick<Stage, "instructions"> | undefined): string | undefined {
  const statement = error instanceof StageError ? error.statement : null;
  const instructions = stage?.instructions ?? [];
  const failed = instructions.find((instruction) => statementsOf(instruction).some(({ sql }) => sql === statement));
  if (failed !== undefined) return failed.step;
  const steps = new Set(instructions.map(({ step }) => step));
  return steps.size === 1 ? [...steps][0] : undefined;
}
