import type { SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, refKey, type RefKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";

/** Columns that come to a table, or go from it, by those that it inherits from. */
export interface AroundInheritance {
  /** Columns that come to another table once it inherits. */
  readonly behind: ReadonlySet<ObjectChange>;
  /** Columns that go from another table while it inherits yet: what it has from there alone must not become its own. */
  readonly before: ReadonlySet<ObjectChange>;
}

export function aroundInheritance(changes: readonly ObjectChange[]): AroundInheritance {
  const come = new Set<RefKey>();
  const gone = new Set<RefKey>();
  for (const { before, after } of changes) {
    if (before?.kind !== "table" || after?.kind !== "table") continue;
    for (const key of parentsOf(after)) if (!parentsOf(before).has(key)) come.add(key);
    for (const key of parentsOf(before)) if (!parentsOf(after).has(key)) gone.add(key);
  }
  // A table that comes or goes itself does so whole.
  for (const { before, after } of changes) {
    if (before === null && after !== null) come.delete(refKey(after.ref));
    if (after === null && before !== null) gone.delete(refKey(before.ref));
  }
  const isIn = (tables: ReadonlySet<RefKey>, ref: ObjectRef | undefined): boolean =>
    ref?.kind === "column" && ref.parent !== undefined && tables.has(refKey(ref.parent));
  return {
    behind: new Set(changes.filter(({ before, after }) => before === null && isIn(come, after?.ref))),
    before: new Set(changes.filter(({ before, after }) => after === null && isIn(gone, before?.ref))),
  };
}

const parentsOf = ({ body }: SchemaObjectOf<"table">): ReadonlySet<RefKey> => new Set((body.inherits ?? []).map(refKey));
