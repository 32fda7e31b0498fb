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
export function locateRefusal(error: unknown, refused: Refused, placeOf: PlaceOfStep): unknown {
  if (!(error instanceof InputError)) return error;
  const position = placeOf(refused.revision, refusedStep(error, refused));
  if (position === undefined) return error;
  const { message, code, exitCode, retryable, cause } = error;
  const diagnostics = error.diagnostics.map((each) => ({ ...each, position: each.position ?? position }));
  return new InputError(message, { code, exitCode, retryable, cause, diagnostics });
}

function refusedStep({ code }: InputError, { steps, plan }: Refused): string | undefined {
  const place = steps.findIndex((_step, index) => failsWith(code, () => plan(steps.slice(0, index + 1))));
  return steps[place]?.step;
}

function failsWith(code: string, run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof InputError && error.code === code;
  }
}
