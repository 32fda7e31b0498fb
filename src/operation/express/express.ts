import type { ObjectChange } from "../../change/change.ts";
import { changedFields } from "../../change/describe.ts";
import { NamedBetween } from "../../change/named-between.ts";
import type { WriteSettings } from "../../model/entry/write/write-name.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { refKey, sameRef } from "../../model/ref.ts";
import { expressAlter } from "./alter.ts";
import { expressCreate } from "./create.ts";
import { expressDrop, goesWithAnother } from "./drop.ts";
import { checksOfRelabelled, expressRelabelled } from "./relabelled.ts";
import { whereThere } from "./presence.ts";
import { expressRename } from "./rename.ts";
import type { Expressing, Step } from "./step.ts";

/** The changes as the steps a person would write: the longest match first, so that a table says its parts and a drop what goes with it. `everywhere` is `model`, where absent. */
export function express(
  changes: readonly ObjectChange[],
  model: Model,
  settings: WriteSettings,
  everywhere: Model = model,
): readonly Step[] {
  const coming = new NamedBetween(changes.map(({ before, after }) => (before === null ? after : null)));
  const going = new NamedBetween(changes.map(({ before, after }) => (after === null ? before : null)));
  const around: Expressing = { ...settings, model, everywhere, changes, coming };
  const drops = changes.flatMap(({ before, after }, at) => (before !== null && after === null ? { object: before, at } : []));
  const dropped = drops.map(({ object }) => object);
  // What still names something that goes before its table does goes by itself.
  const goesAlong = (object: SchemaObject, at: number): boolean =>
    drops.some((other) => goesWithAnother(object, [other.object]) && !going.isNamed(object, at, other.at));
  const said = new Set<string>();
  const steps: Step[] = [];
  const relabelled = new Set(changes.flatMap((change) => checksOfRelabelled(change, changes)));
  for (const [at, change] of changes.entries()) {
    const { before, after, via } = change;
    if (relabelled.has(change)) continue;
    if (before === null && after !== null) {
      if (said.has(refKey(after.ref))) continue;
      const { step, said: parts } = expressCreate(after, around);
      for (const part of parts) said.add(refKey(part.ref));
      steps.push(step);
    } else if (before !== null && after === null) {
      if (!goesAlong(withOwner(before, changes), at)) steps.push({ ...expressDrop(before, around), ...whereThere(before.ref, around) });
    } else if (before !== null && after !== null) {
      // The change that frees a sequence from what is dropped is part of that drop.
      if (before.kind === "sequence" && dropped.some(({ ref }) => sameRef(ref, before.ref)) && goesWithAnother(before, dropped)) continue;
      const renamed = sameRef(before.ref, after.ref) ? before : ({ ...before, ref: after.ref } as SchemaObject);
      if (renamed !== before) steps.push({ ...expressRename(before, after.ref, settings), ...whereThere(before.ref, around) });
      const alter = expressAlter(renamed, after, via, around).filter(() => differs(renamed, after));
      const isRelabelled = after.kind === "column" && via?.up?.labels !== undefined;
      steps.push(...(isRelabelled ? expressRelabelled(change, checksOfRelabelled(change, changes), alter, around) : alter));
    }
  }
  return steps;
}

const differs = (before: SchemaObject, after: SchemaObject): boolean => changedFields({ kind: "object", before, after }).length > 0;

/** A sequence as it was before it was freed from its column. */
const withOwner = (object: SchemaObject, changes: readonly ObjectChange[]): SchemaObject =>
  changes.find(({ before, after }) => before?.kind === "sequence" && after !== null && sameRef(after.ref, object.ref))?.before ?? object;
