import type { Change, ObjectChange, Via } from "./change.ts";
import type { SchemaObject } from "../model/object.ts";
import { isRenaming } from "./holds-already.ts";

/** The change seen from its other side. */
export function invertObjectChange(change: ObjectChange): ObjectChange {
  const { kind, after, via } = change;
  const before = change.before === null ? null : whole(change.before);
  return via === undefined ? { kind, before: after, after: before } : { kind, before: after, after: before, via: swap(via) };
}

/** Nothing brings back an index that an interrupted build has left invalid, or a key that only some partitions have a share of. */
function whole(object: SchemaObject): SchemaObject | null {
  if (object.kind === "index") return object.body.valid ? object : null;
  if ((object.kind !== "primaryKey" && object.kind !== "unique") || object.body.incomplete === undefined) return object;
  const { incomplete: _incomplete, ...body } = object.body;
  return { ...object, body } as SchemaObject;
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
