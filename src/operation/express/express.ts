import type { ObjectChange } from "../../change/change.ts";
import { changedFields } from "../../change/describe.ts";
import { NamedBetween } from "../../change/named-between.ts";
import type { WriteSettings } from "../../model/entry/write/write-name.ts";
import type { Model } from "../../model/model.ts";
import type { SchemaObject } from "../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../model/ref.ts";
import { expressAlter } from "./alter.ts";
import { expressCreate } from "./create.ts";
import { expressDrop, goesWithAnother } from "./drop.ts";
import { checksOfRelabelled, expressRelabelled } from "./relabelled.ts";
import { creationsOf, saidOfBoth } from "./only-here.ts";
import { whereThere } from "./presence.ts";
import { expressRename } from "./rename.ts";
import type { Expressing, Step } from "./step.ts";

/** The changes as the steps a person would write: the longest match first, so that a table says its parts and a drop what goes with it. */
export function express(changes: readonly ObjectChange[], model: Model, settings: WriteSettings, elsewhere?: Elsewhere): readonly Step[] {
  const coming = new NamedBetween(changes.map(({ before, after }) => (before === null ? after : null)));
  const going = new NamedBetween(changes.map(({ before, after }) => (after === null ? before : null)));
  const around: Expressing = { ...settings, model, everywhere: elsewhere?.everywhere ?? model, changes, coming };
  const drops = changes.flatMap(({ before, after }, at) => (before !== null && after === null ? { object: before, at } : []));
  const dropped = drops.map(({ object }) => object);
  // What still names something that goes before its table does goes by itself.
  const goesAlong = (object: SchemaObject, at: number): boolean =>
    drops.some((other) => goesWithAnother(object, [other.object]) && !going.isNamed(object, at, other.at));
  const said = new Set<string>();
  const relabelled = new Set(changes.flatMap((change) => checksOfRelabelled(change, changes)));
  const stepsOf = (change: ObjectChange, at: number): readonly Step[] => {
    const { before, after, via } = change;
    if (relabelled.has(change)) return [];
    if (before === null && after !== null) {
      if (said.has(refKey(after.ref))) return [];
      const { step, said: parts } = expressCreate(after, around);
      for (const part of parts) said.add(refKey(part.ref));
      return [step];
    }
    if (before !== null && after === null)
      return goesAlong(withOwner(before, changes), at) ? [] : [{ ...expressDrop(before, around), ...whereThere(before.ref, around) }];
    if (before === null || after === null) return [];
    // The change that frees a sequence from what is dropped is part of that drop.
    if (before.kind === "sequence" && dropped.some(({ ref }) => sameRef(ref, before.ref)) && goesWithAnother(before, dropped)) return [];
    const renamed = sameRef(before.ref, after.ref) ? before : ({ ...before, ref: after.ref } as SchemaObject);
    const rename = renamed === before ? [] : [{ ...expressRename(before, after.ref, settings), ...whereThere(before.ref, around) }];
    const alter = expressAlter(renamed, after, via, around).filter(() => differs(renamed, after));
    const isRelabelled = after.kind === "column" && via?.up?.labels !== undefined;
    return [...rename, ...(isRelabelled ? expressRelabelled(change, checksOfRelabelled(change, changes), alter, around) : alter)];
  };
  if (elsewhere === undefined) return changes.flatMap(stepsOf);
  const { desired, everywhere, changesThere } = elsewhere;
  return saidOfBoth(changes, around, stepsOf, {
    anew: (ref) => express(creationsOf(ref, desired), desired, settings),
    instead: (ref) => express(changesThere(ref), everywhere, settings),
  });
}

/** What the steps meet in other databases than the one that they were made for. */
interface Elsewhere {
  /** What every database holds: what is taken away and is not in it is taken away where it is there. */
  readonly everywhere: Model;
  /** What all of them are to hold. */
  readonly desired: Model;
  /** What leads an object and its parts there. */
  changesThere(ref: ObjectRef): readonly ObjectChange[];
}

const differs = (before: SchemaObject, after: SchemaObject): boolean => changedFields({ kind: "object", before, after }).length > 0;

/** A sequence as it was before it was freed from its column. */
const withOwner = (object: SchemaObject, changes: readonly ObjectChange[]): SchemaObject =>
  changes.find(({ before, after }) => before?.kind === "sequence" && after !== null && sameRef(after.ref, object.ref))?.before ?? object;
