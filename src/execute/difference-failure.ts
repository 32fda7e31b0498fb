import { changeLine } from "../change/describe.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import { StageError, type StageErrorOptions } from "../port/stage-error.ts";
import { withStatement } from "./statement-excerpt.ts";
import { passesThrough } from "./walk-failure.ts";

/** A statement of a computed difference failed. */
export class DifferenceError extends StageError {
  /** What it was to bring about; undefined for rows. */
  readonly about: ObjectRef | undefined;

  constructor(message: string, { about, ...options }: StageErrorOptions & { readonly about: ObjectRef | undefined }) {
    super(message, options);
    this.about = about;
  }
}

/** A computed difference has no line that a person wrote: the fault of one of its statements says what it was to bring about. */
export function differenceFailure(error: unknown, stages: readonly Pick<Stage, "instructions">[]): unknown {
  if (!(error instanceof StageError) || passesThrough(error)) return error;
  const { statement, disposition, message } = error;
  const all = stages.flatMap(({ instructions }) => instructions);
  // What does not parse fails as a whole message; where the server does not point into it, nobody knows the statement.
  const failed =
    all.find((each) => statementsOf(each).some(({ sql }) => sql === statement)) ??
    (all.length === 1 && disposition === "terminal" ? all[0] : undefined);
  const [change] = failed?.effects ?? [];
  if (change === undefined) return error;
  const wanted = `Cannot ${changeLine(change)}: `;
  const diagnostics = withStatement(error.diagnostics, error).map((each) => ({ ...each, message: `${wanted}${each.message}` }));
  const about = change.kind === "object" ? (change.after ?? change.before)?.ref : undefined;
  return new DifferenceError(`${wanted}${message}`, { ...error.traits, diagnostics, cause: error, about });
}
