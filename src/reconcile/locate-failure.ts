import type { Diagnostic } from "../core/diagnostic.ts";
import { DowngradeError, type KeelsonError, UpgradeError } from "../core/error.ts";
import type { Position } from "../core/position.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { statementsOf } from "../plan/statements.ts";
import { StageError } from "../port/stage-error.ts";
import type { RevisionResource } from "../resource/resource.ts";
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
  const step = failedStep(error, place.walk.stages[place.stage]);
  const position = positionOf(revision, step);
  const said: readonly Diagnostic[] =
    error.diagnostics.length > 0
      ? error.diagnostics
      : [{ code: error.code, severity: "error", message: error.message, remedy: "Mend the step or the data, then run again" }];
  const diagnostics = said.map((diagnostic) => ({ ...diagnostic, position: diagnostic.position ?? position }));
  const message = step === undefined ? error.message : `${error.message} (step ${step})`;
  const Located = error instanceof UpgradeError ? UpgradeError : DowngradeError;
  const { code, retryable, exitCode, cause } = error;
  return new Located(message, { code, diagnostics, retryable, exitCode, cause });
}

/** The step whose statement failed; where nobody knows the statement, the only step of the stage. */
function failedStep(error: KeelsonError, stage: Stage | undefined): string | undefined {
  const statement = error.cause instanceof StageError ? error.cause.statement : null;
  const instructions = stage?.instructions ?? [];
  const failed = instructions.find((instruction) => statementsOf(instruction).some(({ sql }) => sql === statement));
  if (failed !== undefined) return failed.step;
  const steps = new Set(instructions.map(({ step }) => step));
  return steps.size === 1 ? [...steps][0] : undefined;
}

function positionOf({ upgrade, position }: RevisionResource, step: string | undefined): Position {
  return upgrade.find(({ id, index }) => (id ?? String(index)) === step)?.position ?? position;
}
