import type { Change } from "../../change/change.ts";
import type { Stage } from "../../instruction/plan.ts";
import { type ObjectRef, refKey } from "../../model/ref.ts";

/** What stages leave dropped at their end: not what is made again, and a child counts with its parent. */
export function droppedObjects(stages: Iterable<Stage>): readonly ObjectRef[] {
  const gone = new Map<string, ObjectRef>();
  for (const { instructions } of stages) for (const { effects } of instructions) for (const change of effects) note(gone, change);
  return [...gone.values()].filter(({ parent }) => parent === undefined || !gone.has(refKey(parent)));
}

function note(gone: Map<string, ObjectRef>, change: Change): void {
  if (change.kind !== "object") return;
  const { before, after } = change;
  if (after !== null) gone.delete(refKey(after.ref));
  else if (before !== null) gone.set(refKey(before.ref), before.ref);
}
