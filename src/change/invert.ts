import type { Change, ObjectChange, Via } from "./change.ts";
import { isRenaming } from "./holds-already.ts";

/** The change seen from its other side. Nothing brings back an index that an interrupted build has left invalid. */
export function invertObjectChange(change: ObjectChange): ObjectChange {
  const { kind, after, via } = change;
  const before = change.before?.kind === "index" && !change.before.body.valid ? null : change.before;
  return via === undefined ? { kind, before: after, after: before } : { kind, before: after, after: before, via: swap(via) };
}

const swap = ({ up, down }: Via): Via => ({ ...(down === undefined ? {} : { up: down }), ...(up === undefined ? {} : { down: up }) });

/** What undoes the changes, in the order to run; null where one of them is not of objects, or drops or alters what nobody knows. */
export function invert(changes: readonly Change[]): readonly ObjectChange[] | null {
  const inverse: ObjectChange[] = [];
  for (const change of changes.toReversed()) {
    if (change.kind !== "object" || (change.before?.nameOnly && !isRenaming(change))) return null;
    inverse.push(invertObjectChange(change));
  }
  return inverse;
}
