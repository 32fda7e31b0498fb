import { type ObjectRef, refKey } from "../model/ref.ts";
import type { JournalSnapshot } from "../port/journal.ts";

/** Which objects are ours, as the journal knows: created, adopted or once declared by this project. */
export interface Ownership {
  /** The object itself, or the table that it is a part of. */
  owns(ref: ObjectRef): boolean;
  /** The object itself. */
  has(ref: ObjectRef): boolean;
}

/** Nothing is ours where there is no journal. */
export const ownership = (journal: Pick<JournalSnapshot, "objects"> | null): Ownership => {
  const has = (ref: ObjectRef): boolean => journal?.objects.has(refKey(ref)) ?? false;
  return { has, owns: (ref) => has(ref) || (ref.parent !== undefined && has(ref.parent)) };
};
