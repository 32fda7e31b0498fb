import type { Change } from "../change/change.ts";
import { invert } from "../change/invert.ts";
import type { Instruction } from "../instruction/instruction.ts";
import type { RevisionWalk } from "../instruction/plan.ts";

/**
 * What walks back the first `done` stages of a walk, in the order to run; null where something of it cannot be walked back.
 * A step that is done as a whole is undone as the journal would; of one that is half done the objects are.
 */
export function undoChanges({ stages, steps }: RevisionWalk, done: number): readonly Change[] | null {
  const ran = stages.slice(0, done).flatMap(({ instructions }) => instructions);
  const ahead = new Set(stages.slice(done).flatMap(({ instructions }) => instructions.map(({ step }) => step)));
  const changes: Change[] = [];
  const undone = new Set<string>();
  for (const instruction of ran.toReversed()) {
    const inverse = inverseOf(instruction, steps, ahead, undone);
    if (inverse === null) return null;
    changes.push(...inverse);
  }
  return changes;
}

function inverseOf({ step, effects }: Instruction, steps: RevisionWalk["steps"], ahead: ReadonlySet<string | undefined>, undone: Set<string>): readonly Change[] | null {
  if (step === undefined || ahead.has(step)) return invert(effects);
  if (undone.has(step)) return [];
  undone.add(step);
  return steps.find((outcome) => outcome.step === step)?.inverse ?? null;
}
