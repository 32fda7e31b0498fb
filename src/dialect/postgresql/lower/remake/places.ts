import type { Change, ObjectChange } from "../../../../change/change.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../../../../model/ref.ts";

/** Where in the list the refs are that `select` gives, ascending. */
export function positions(
  changes: readonly Change[],
  select: (change: ObjectChange) => readonly ObjectRef[],
): ReadonlyMap<RefKey, readonly number[]> {
  const found = new Map<RefKey, number[]>();
  changes.forEach((change, at) => {
    if (change.kind !== "object") return;
    for (const ref of select(change)) {
      const list = found.get(refKey(ref));
      if (list === undefined) found.set(refKey(ref), [at]);
      else list.push(at);
    }
  });
  return found;
}

/** For each place, where the next data step or opaque SQL stands. */
export function nextUnderived(changes: readonly Change[]): readonly number[] {
  const next: number[] = [];
  let at = changes.length;
  for (let place = changes.length - 1; place >= 0; place--) {
    if (changes[place]?.kind !== "object") at = place;
    next[place] = at;
  }
  return next;
}

/** The tables that a change makes, alters or drops, be it by one of their parts, and those that hand their columns down from then on or no more. */
export function touchedTables({ before, after }: ObjectChange): readonly ObjectRef[] {
  const own = [before, after].flatMap((side) => (side === null ? [] : [side.ref.parent ?? side.ref]));
  if (before?.kind !== "table" || after?.kind !== "table") return own;
  const [old = [], now = []] = [before.body.inherits, after.body.inherits];
  return [
    ...own,
    ...old.filter((ref) => !now.some((other) => sameRef(ref, other))),
    ...now.filter((ref) => !old.some((other) => sameRef(ref, other))),
  ];
}
