import { type ObjectRef, type RefKey, refKey } from "../model/ref.ts";
import type { JournalSnapshot } from "../port/journal.ts";

/** Which objects are ours, as the journal knows: created, adopted or once declared by this project. */
export interface Ownership {
  /** The object itself, or as a part of its table. */
  owns(ref: ObjectRef): boolean;
  /** The object itself. */
  has(ref: ObjectRef): boolean;
}

/** Nothing is ours where there is no journal. `extra`: parts of tables of ours that a hand added since. */
export function ownership(journal: Pick<JournalSnapshot, "objects"> | null, extra: ReadonlySet<RefKey> = new Set()): Ownership {
  const rowOf = (ref: ObjectRef) => journal?.objects.get(refKey(ref));
  const ownsPart = (ref: ObjectRef, parent: ObjectRef): boolean => {
    const whole = rowOf(parent);
    // What was in somebody's table when that became ours is ours only where it was declared or touched, and has a row of its own.
    return whole !== undefined && (whole.origin !== "declared" || extra.has(refKey(ref)));
  };
  const has = (ref: ObjectRef): boolean => rowOf(ref) !== undefined;
  return { has, owns: (ref) => has(ref) || (ref.parent !== undefined && ownsPart(ref, ref.parent)) };
}
