import type { Diagnostic } from "../core/diagnostic.ts";
import { DowngradeError, UpgradeError } from "../core/error.ts";
import { failedStep } from "../execute/failed-step.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { RevisionResource } from "../resource/resource.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { placeOfStep } from "./place-of-step.ts";

/** Where a run was when it failed. */
export interface FailurePlace {
  readonly walk: RevisionWalk;
  readonly stage: number;
}

/** The same error with the line that a person wrote: of the step where it is known, else of the revision. */
export function locateFailure(error: unknown, place: FailurePlace | undefined, graph: RevisionGraph<RevisionResource>): unknown {
  if (place === undefined || !(error instanceof UpgradeError || error instanceof DowngradeError)) return error;
  const position = placeOfStep(graph)(place.walk.revision, failedStep(error.cause, place.walk.stages[place.stage]));
  if (position === undefined) return error;
  const said: readonly Diagnostic[] =
    error.diagnostics.length > 0
      ? error.diagnostics
      : [{ code: error.code, severity: "error", message: error.message, remedy: "Mend the step or the data, then run again" }];
  const diagnostics = said.map((diagnostic) => ({ ...diagnostic, position: diagnostic.position ?? position }));
  const Located = error instanceof UpgradeError ? UpgradeError : DowngradeError;
  const { code, retryable, exitCode, cause } = error;
  return new Located(error.message, { code, diagnostics, retryable, exitCode, cause });
}
