import { InputError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import type { ResolvedStep } from "./resolved-walk.ts";

/** Where a revision or a step of it is written; undefined where it is not. */
export type PlaceOfStep = (revision: string, step: string | undefined) => Position | undefined;

export interface Refused {
  readonly revision: string;
  readonly steps: readonly ResolvedStep[];
  /** The same planning again with the first steps alone. @throws as before, as soon as the step that is refused is among them */
  plan(steps: readonly ResolvedStep[]): unknown;
}

/** The same error with the place of the step with which it comes first. */
export function locateRefusal(error: unknown, { revision, steps, plan }: Refused, placeOf: PlaceOfStep): unknown {
  if (!(error instanceof InputError)) return error;
  const first = firstRefused(error, steps, plan);
  const position = placeOf(revision, first?.at.step);
  return position === undefined ? error : withPlace(error, first?.refusal ?? error, position);
}

/** What comes first of a list that is refused as a whole, and what is said when the list ends there. */
export function firstRefused<T>(
  { code }: InputError,
  list: readonly T[],
  run: (list: readonly T[]) => unknown,
): { readonly at: T; readonly refusal: InputError } | undefined {
  // As soon as it is in the list, the list is refused.
  let [passes, fails] = [0, list.length];
  let refusal: InputError | undefined;
  while (passes < fails) {
    const middle = Math.floor((passes + fails) / 2);
    const said = refusalOf(code, () => run(list.slice(0, middle + 1)));
    if (said === undefined) passes = middle + 1;
    else [fails, refusal] = [middle, said];
  }
  const at = list[fails];
  return at === undefined || refusal === undefined ? undefined : { at, refusal };
}

/** The error with the place of what `refusal`, of the first that is refused, says as well. */
export function withPlace(error: InputError, refusal: InputError, position: Position): InputError {
  const { message, code, exitCode, retryable, cause } = error;
  const said = new Set(refusal.diagnostics.map((each) => each.message));
  const diagnostics = error.diagnostics.map((each) => (said.has(each.message) ? { ...each, position: each.position ?? position } : each));
  return new InputError(message, { code, exitCode, retryable, cause, diagnostics });
}

function refusalOf(code: string, run: () => unknown): InputError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof InputError && error.code === code ? error : undefined;
  }
}
