import type { Change } from "../change/change.ts";
import { invert } from "../change/invert.ts";
import { refKey } from "../model/ref.ts";
import type { Stage, StepOutcome } from "../instruction/plan.ts";
import { parseSteps, serialiseSteps } from "../plan/step-outcomes.ts";
import { touchedBy } from "../change/touched.ts";
import type { Progress } from "../port/journal.ts";
import { effectsOf } from "./effects-of.ts";
import { differenceKey } from "./walk-record.ts";

/** What undoes a list of changes, in the order to run; null where nothing does. */
type Inverse = readonly Change[] | null;

/** What of a computed difference has run: its stages are planned anew, so this is all that the next run needs to know of it. */
export interface DifferenceRecord {
  readonly done: Inverse;
  /** Of a stage that was announced and of which nobody said that it ended. */
  readonly begun: Inverse;
}

const nothing: DifferenceRecord = { done: [], begun: [] };

/** What an earlier run left of a difference. */
export function differenceUnderWay(progress: Iterable<Progress>): DifferenceRecord {
  for (const { revision, walk } of progress) if (revision === differenceKey) return parseDifference(walk);
  return nothing;
}

function parseDifference(text: string): DifferenceRecord {
  const steps = parseSteps(text);
  const inverseOf = (name: string): Inverse => steps.find(({ step }) => step === name)?.inverse ?? null;
  return { done: inverseOf("done"), begun: inverseOf("begun") };
}

export const serialiseDifference = ({ done, begun }: DifferenceRecord): string =>
  serialiseSteps([outcomeOf("done", done), outcomeOf("begun", begun)]);

/** What there is to know of an earlier run's part once a new plan was made: what had begun has happened, unless the plan does it again. */
export function takenOver({ done, begun }: DifferenceRecord, again: readonly Stage[]): DifferenceRecord {
  const planned = touchedBy(effectsOf(again));
  const touched = begun === null ? "everything" : touchedBy(begun);
  if (touched === "everything" || planned === "everything") return { done: joined(begun, done), begun: [] };
  const keys = new Set(planned.map(refKey));
  return { done: touched.some((ref) => keys.has(refKey(ref))) ? done : joined(begun, done), begun: [] };
}

/** The record once `stages` of a plan have run behind `earlier`, and `begun`, where there is one, was announced. */
export const recordAfter = ({ done }: DifferenceRecord, stages: readonly Stage[], begun: Stage | undefined): DifferenceRecord => ({
  done: joined(invert(effectsOf(stages)), done),
  begun: begun === undefined ? [] : invert(effectsOf([begun])),
});

/** A difference is one step of the history: what it touched, and what undoes it. */
export const differenceOutcome = (inverse: Inverse): StepOutcome => outcomeOf("difference", inverse);

const outcomeOf = (step: string, inverse: Inverse): StepOutcome => ({ step, outcome: "applied", inverse });

/** What came later is undone first. */
const joined = (later: Inverse, earlier: Inverse): Inverse => (later === null || earlier === null ? null : [...later, ...earlier]);
