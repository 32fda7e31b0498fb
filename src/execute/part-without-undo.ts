import type { RevisionWalk } from "../instruction/plan.ts";
import { effectsOf } from "./effects-of.ts";
import { stepOf, undoChanges } from "./undo.ts";
import { standingStages } from "./walk-back.ts";
import { mayUndo } from "./wanted-on-failure.ts";

/**
 * The steps that nothing would undo, were a revision to fail that is to be undone when it does: wherever it may fail, all that stands then
 * must have a way back. Empty where everything has.
 */
export function partWithoutUndo(walk: RevisionWalk): readonly string[] {
  if (walk.direction === "down") return [];
  const { stages, verify, steps } = walk;
  const undoing = stages.filter((stage) => mayUndo(walk, stage));
  const verified = verify.length > 0 && mayUndo(walk, undefined) ? [stages.length] : [];
  const standing = [...undoing.map(({ index }) => standingStages(walk, index)), ...verified];
  const done = standing.find((count) => undoChanges(walk, count) === null);
  if (done === undefined) return [];
  const lost = effectsOf(stages.slice(0, done)).flatMap((effect) => (effect.kind === "object" ? [] : (stepOf(effect, steps) ?? [])));
  const named = lost.filter(({ inverse }) => inverse === null).map(({ step }) => step);
  return [...new Set(named.length > 0 ? named : steps.map(({ step }) => step))];
}
