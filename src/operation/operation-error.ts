import { InputError, type KeelsonErrorOptions } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";

interface Place {
  readonly position?: Position;
  /** The object that is not as the step needs it. */
  readonly about?: ObjectRef;
}

/** A step cannot be what it says; found out before its revision starts. */
export class OperationError extends InputError {
  /** The object that is not as the step needs it, where it is one. */
  readonly about: ObjectRef | undefined;

  constructor(message: string, { about, ...options }: KeelsonErrorOptions & { readonly about?: ObjectRef | undefined }) {
    super(message, options);
    this.about = about;
  }
}

/** A step needs to know an object that nobody knows after an opaque step: the plan ends before it, or the step says it inline. */
export class UnknownObjectError extends InputError {}

/** One error with its one diagnostic, at the step. */
export function operationError(code: string, message: string, remedy: string, { position, about }: Place): OperationError {
  return new OperationError(message, { code, remedy, position, about });
}

export function unknownObject(what: string, { unseen }: Pick<Model, "unseen">, { position }: Place): UnknownObjectError {
  const message = `nobody knows what ${what} is at this point: ${unseen ? "no document made it, and no database is asked" : "an earlier step of plain SQL may have changed it"}`;
  const remedy = unseen
    ? "Leave the range out, so that the database is asked; or say the step in SQL"
    : "Write the whole entry where the step names it, or put the step into a revision of its own behind the SQL";
  return new UnknownObjectError(message, { code: "unknown-object", remedy, position });
}
