import type { Change } from "../change/change.ts";
import type { ObjectRef } from "../model/ref.ts";
import { entryKey, sections } from "./declared-entries.ts";

/** Keys of the entries that changes are about: an object's own, or that of its table. */
export function changedEntries(changes: Iterable<Change>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const change of changes)
    if (change.kind === "object") for (const side of [change.before, change.after]) if (side !== null) add(keys, side.ref);
  return keys;
}

function add(keys: Set<string>, ref: ObjectRef): void {
  if (ref.parent !== undefined) return add(keys, ref.parent);
  if (ref.kind in sections) keys.add(entryKey(sections[ref.kind as keyof typeof sections], ref));
}
