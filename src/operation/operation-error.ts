import { InputError } from "../core/error.ts";
import type { Position } from "../core/position.ts";

interface Place {
  readonly position?: Position;
}

/** A step cannot be what it says; found out before its revision starts. */
export class OperationError extends InputError {}

/** A step needs to know an object that nobody knows after an opaque step: the plan ends before it, or the step says it inline. */
export class UnknownObjectError extends InputError {}

/** One error with its one diagnostic, at the step. */
export function operationError(code: string, message: string, remedy: string, { position }: Place): OperationError {
  return new OperationError(message, { code, remedy, position });
}

export function unknownObject(what: string, { position }: Place): UnknownObjectError {
  const message = `nobody knows what ${what} is at this point: an earlier step of plain SQL may have changed it`;
  const remedy = "Write the whole entry where the step names it, or put the step into a revision of its own behind the SQL";
  return new UnknownObjectError(message, { code: "unknown-object", remedy, position });
}
