import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { failedStep } from "./failed-step.ts";

/** What is to become of a revision once a stage of it failed: as the step that failed says, or as the revision does. */
export function wantedOnFailure(error: unknown, walk: RevisionWalk, stage: number): "resume" | "undo" {
  const step = failedStep(error, walk.stages[stage]);
  return (step === undefined ? undefined : walk.onFailureOf?.[step]) ?? walk.onFailure;
}

/** Whether a fault in this stage, or behind the last one (undefined), may walk the revision back. */
export const mayUndo = ({ onFailure, onFailureOf = {} }: RevisionWalk, stage: Pick<Stage, "instructions"> | undefined): boolean =>
  [undefined, ...(stage?.instructions ?? []).map(({ step }) => step)].some(
    (step) => ((step === undefined ? undefined : onFailureOf[step]) ?? onFailure) === "undo",
  );
