import { type ObjectRef, refKey } from "../model/ref.ts";
import type { JournalSnapshot } from "../port/journal.ts";

/** Which objects are ours, as the journal knows: created, adopted or once declared by this project. */
export interface Ownership {
  /** The object itself, or the table that it is a part of. */
  owns(ref: ObjectRef): boolean;
  /** The object itself. */
  has(ref: ObjectRef): boolean;
}

export const ownership = (objects: JournalSnapshot["objects"]): Ownership => {
  const has = (ref: ObjectRef): boolean => objects.has(refKey(ref));
  return { has, owns: (ref) => has(ref) || (ref.parent !== undefined && has(ref.parent)) };
};

/** Nothing is ours: a database without a journal. */
export const ownsNothing: Ownership = { has: () => false, owns: () => false };
