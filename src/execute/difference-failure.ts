import { changeLine } from "../change/describe.ts";
import type { Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import { StageError } from "../port/stage-error.ts";
import { passesThrough } from "./walk-failure.ts";

/** A computed difference has no line that a person wrote: the fault of one of its statements says what it was to bring about. */
export function differenceFailure(error: unknown, stages: readonly Pick<Stage, "instructions">[]): unknown {
  if (!(error instanceof StageError) || passesThrough(error)) return error;
  const { statement, code, disposition, exitCode, sqlState, message } = error;
  const all = stages.flatMap(({ instructions }) => instructions);
  // What does not parse fails as a whole message, of which nobody knows the statement.
  const failed = all.find((each) => statementsOf(each).some(({ sql }) => sql === statement)) ?? (all.length === 1 && disposition === "terminal" ? all[0] : undefined);
  const [change] = failed?.effects ?? [];
  if (change === undefined) return error;
  const wanted = `Cannot ${changeLine(change)}: `;
  const diagnostics = error.diagnostics.map((each) => ({ ...each, message: `${wanted}${each.message}` }));
  return new StageError(`${wanted}${message}`, { code, disposition, exitCode, sqlState, statement, diagnostics, cause: error });
}
