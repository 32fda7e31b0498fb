import type { Diagnostic } from "../core/diagnostic.ts";
import type { RevisionResource } from "../resource/resource.ts";

/** Revisions that are to be undone when they fail, with plain SQL that nothing undoes: where that runs in a stage before others, the plan is refused. */
export const checkUndo = (revisions: readonly RevisionResource[]): readonly Diagnostic[] => revisions.flatMap(oneWaySteps);

function oneWaySteps({ id, onFailure, downgrade, irreversible, atomic, upgrade }: RevisionResource): readonly Diagnostic[] {
  if (onFailure !== "undo" || atomic || upgrade.length < 2 || (downgrade !== undefined && irreversible === undefined)) return [];
  const oneWay = upgrade.filter((step) => step.operation === "sql" && (irreversible !== undefined || step.downgrade === undefined));
  return oneWay.map(({ position }) => ({
    code: "undo-impossible",
    severity: "warning",
    message: `Revision ${id} is to be undone when it fails, and nothing undoes this step`,
    remedy: "Say beside the step what undoes it (`downgrade`), put it into a revision of its own, or say `onFailure: resume`",
    position,
  }));
}
