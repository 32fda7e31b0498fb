import { refKey, type RefKey } from "../model/ref.ts";
import type { Change, ObjectChange } from "./change.ts";

/** The changes that one object went through since it was made here, by their places in the list. */
interface Life {
  readonly places: readonly number[];
}

/**
 * The same changes without detours: an object that is made among them is made as it is left, one that is made and dropped again is left out.
 * What leads back from there finds each object as it is.
 */
export function netChanges(changes: readonly Change[]): readonly Change[] {
  const alive = new Map<RefKey, Life>();
  const net: (Change | null)[] = [...changes];
  changes.forEach((change, place) => {
    if (change.kind !== "object") return;
    const { before, after } = change;
    const life = before === null ? { places: [] } : alive.get(refKey(before.ref));
    if (life === undefined) return;
    if (before !== null) alive.delete(refKey(before.ref));
    const places = [...life.places, place];
    if (after === null) for (const each of places) net[each] = null;
    else alive.set(refKey(after.ref), { places });
  });
  for (const { places } of alive.values()) {
    const [first, ...later] = places;
    const last = later.at(-1);
    if (first === undefined || last === undefined) continue;
    net[first] = { ...(changes[first] as ObjectChange), after: (changes[last] as ObjectChange).after };
    for (const each of later) net[each] = null;
  }
  return net.filter((change) => change !== null);
}
