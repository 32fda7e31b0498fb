import type { Change, ObjectChange } from "../change/change.ts";
import { invert } from "../change/invert.ts";
import { netChanges } from "../change/net.ts";
import { renamesFirst } from "../change/renames-first.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import { effectsOf } from "./effects-of.ts";

/**
 * What walks back the first `done` stages of a walk, in the order to run; null where something of it cannot be walked back.
 * Objects are led back by what the stages really did to them, helpers too; rows and plain SQL by what their step says undoes it.
 */
export function undoChanges({ stages, steps }: RevisionWalk, done: number): readonly Change[] | null {
  const undone = new Set<string>();
  const changes: Change[] = [];
  for (const effect of netChanges(effectsOf(stages.slice(0, done))).toReversed()) {
    const step = effect.kind === "object" ? undefined : stepOf(effect, steps);
    const inverse = step === undefined ? leadBack(effect) : undone.has(step.step) ? [] : step.inverse;
    if (inverse === null || (effect.kind === "opaque" && isHalfDone(step, stages.slice(done)))) return null;
    if (step !== undefined) undone.add(step.step);
    changes.push(...inverse);
  }
  return renamesFirst(changes.map((change) => ({ change }))).map(({ change }) => change);
}

type Steps = RevisionWalk["steps"];

/** The step that asked for rows to be changed, or SQL to run: their changes carry its id. Undefined for what only fills a column on the way. */
export const stepOf = ({ id }: Exclude<Change, ObjectChange>, steps: Steps): Steps[number] | undefined =>
  steps.find(({ step }) => id === step || id.startsWith(`${step}.`));

/** An object as it was. What filled a column needs nothing: the column is led back. */
const leadBack = (effect: Change): readonly Change[] | null => (effect.kind === "data" ? [] : invert([effect]));

/** SQL of the same step lies ahead: nobody knows how to undo a half of it. */
const isHalfDone = (step: Steps[number] | undefined, ahead: readonly Stage[]): boolean =>
  step !== undefined && effectsOf(ahead).some((effect) => effect.kind === "opaque" && stepOf(effect, [step]) !== undefined);
