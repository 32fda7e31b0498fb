import type { ObjectChange } from "../../../change/change.ts";
import { subject } from "../../../change/change.ts";
import type { ObjectRef, RefKey } from "../../../model/ref.ts";
import { refKey } from "../../../model/ref.ts";

/** Changes of one table with its children, or of one view, in their order: what is lowered together. */
export interface Unit {
  /** The table or view; the index itself where nobody knows of which table it is. */
  readonly ref: ObjectRef;
  readonly changes: readonly ObjectChange[];
}

/** The table or view that a change of it or of its child belongs to. */
export const homeOf = (change: ObjectChange): ObjectRef => {
  const ref = subject(change);
  return ref.parent ?? ref;
};

/** In order of first appearance. */
export function unitsOf(changes: readonly ObjectChange[]): readonly Unit[] {
  const units = new Map<RefKey, { ref: ObjectRef; changes: ObjectChange[] }>();
  for (const change of changes) {
    const ref = homeOf(change);
    const unit = units.get(refKey(ref)) ?? { ref, changes: [] };
    unit.changes.push(change);
    units.set(refKey(ref), unit);
  }
  return [...units.values()];
}

/** What becomes of the table or view itself; of that of an index whose table nobody knows, no more than an alteration is known. */
export function fateOf({ ref, changes }: Unit): "created" | "dropped" | "altered" {
  if (ref.kind === "index") return "altered";
  const own = changes.filter((change) => subject(change).kind === ref.kind);
  if (own[0]?.before === null && own.at(-1)?.after !== null) return "created";
  return own.length > 0 && own.at(-1)?.after === null ? "dropped" : "altered";
}
