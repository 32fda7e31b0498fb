import { sharedNames } from "../model/shared-names.ts";
import type { ObjectChange } from "./change.ts";

/** What goes and leaves its name to something of another kind, which can only come once it is gone. */
export function findDisplaced(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const taken = new Map<string, Set<string>>();
  for (const { before, after } of changes) {
    if (before !== null || after === null) continue;
    for (const name of sharedNames(after)) taken.set(name, (taken.get(name) ?? new Set()).add(after.kind));
  }
  if (taken.size === 0) return [];
  return changes.filter(
    ({ before, after }) =>
      after === null &&
      before !== null &&
      sharedNames(before).some((name) => [...(taken.get(name) ?? [])].some((kind) => kind !== before.kind)),
  );
}
