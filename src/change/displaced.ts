import type { SchemaObject } from "../model/object.ts";
import { sharedNames } from "../model/shared-names.ts";
import type { ObjectChange } from "./change.ts";

/** What goes and leaves its name to something of another kind, which can only come once it is gone. */
export function findDisplaced(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const taken = new Map<string, Set<string>>();
  for (const { before, after } of changes) {
    if (before !== null || after === null) continue;
    for (const name of looseNames(after)) taken.set(name, (taken.get(name) ?? new Set()).add(after.kind));
  }
  if (taken.size === 0) return [];
  return changes.filter(
    ({ before, after }) =>
      after === null &&
      before !== null &&
      looseNames(before).some((name) => [...(taken.get(name) ?? [])].some((kind) => kind !== before.kind)),
  );
}

/** Where names that differ in case alone are one, it has to go as well; where they are two, it may. */
const looseNames = (object: SchemaObject): readonly string[] => sharedNames(object).map((name) => name.toLowerCase());
