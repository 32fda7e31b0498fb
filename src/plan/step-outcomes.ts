import type { Change } from "../change/change.ts";
import { isRenaming } from "../change/holds-already.ts";
import { parseChanges, serialiseChanges } from "../change/serialise-changes.ts";
import type { StepOutcome } from "../instruction/plan.ts";

type Stored = Omit<StepOutcome, "inverse"> & { readonly inverse: string | null };

/** Step outcomes as the journal keeps them: rows of inverses written out. */
export const serialiseSteps = (steps: readonly StepOutcome[]): string =>
  JSON.stringify(steps.map((step): Stored => ({ ...step, inverse: step.inverse === null ? null : serialiseChanges(step.inverse) })));

/** The inverse of `serialiseSteps`. */
export const parseSteps = (text: string): readonly StepOutcome[] =>
  (JSON.parse(text) as readonly Stored[]).map((step) => ({ ...step, inverse: step.inverse === null ? null : parseChanges(step.inverse) }));

/** What undoes a step that found everything so already: renames, where a hand had made them, since what lies below knows the old names. */
export const undoesAlready = ({ outcome, inverse }: StepOutcome): readonly Change[] =>
  outcome === "already" && inverse !== null && inverse.every(isRenaming) ? inverse : [];
