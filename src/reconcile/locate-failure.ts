import type { Diagnostic } from "../core/diagnostic.ts";
import { DowngradeError, UpgradeError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import { failedStep } from "../execute/failed-step.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { stepId } from "../revision/step-id.ts";
import type { RevisionGraph } from "../revision/graph.ts";

/** Where a run was when it failed. */
export interface FailurePlace {
  readonly walk: RevisionWalk;
  readonly stage: number;
}

/** The same error with the line that a person wrote: of the step where it is known, else of the revision. */
export function locateFailure(error: unknown, place: FailurePlace | undefined, graph: RevisionGraph<RevisionResource>): unknown {
  if (place === undefined || !(error instanceof UpgradeError || error instanceof DowngradeError)) return error;
  const revision = graph.get(place.walk.revision);
  if (revision === undefined) return error;
  const step = failedStep(error.cause, place.walk.stages[place.stage]);
  const position = positionOf(revision, step);
  const said: readonly Diagnostic[] =
    error.diagnostics.length > 0
      ? error.diagnostics
      : [{ code: error.code, severity: "error", message: error.message, remedy: "Mend the step or the data, then run again" }];
  const diagnostics = said.map((diagnostic) => ({ ...diagnostic, position: diagnostic.position ?? position }));
  const Located = error instanceof UpgradeError ? UpgradeError : DowngradeError;
  const { code, retryable, exitCode, cause } = error;
  return new Located(error.message, { code, diagnostics, retryable, exitCode, cause });
}

function positionOf({ upgrade, position }: RevisionResource, step: string | undefined): Position {
  return upgrade.find((each) => stepId(each) === step)?.position ?? position;
}
