import type { ObjectRef, RefKey } from "../model/ref.ts";
import { refKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { subject } from "./change.ts";
import { actionOf } from "./describe.ts";

/**
 * The same difference, where a foreign key that is altered while a key of a table that it refers to comes, goes or changes is dropped and made anew:
 * the old key can go only without it, and the new one must be there before it.
 */
export function reopenForeignKeys(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const moved = new Set<RefKey>(changes.flatMap(keyOwner).map(refKey));
  return changes.flatMap((change) =>
    refersTo(change, moved)
      ? [
          { ...change, after: null },
          { ...change, before: null },
        ]
      : [change],
  );
}

/** The table whose key this may be. */
function keyOwner(change: ObjectChange): readonly ObjectRef[] {
  const { kind, parent } = subject(change);
  return (kind === "primaryKey" || kind === "unique" || kind === "index") && parent !== undefined ? [parent] : [];
}

function refersTo(change: ObjectChange, tables: ReadonlySet<RefKey>): boolean {
  if (actionOf(change) !== "alter") return false;
  return [change.before, change.after].some((side) => side?.kind === "foreignKey" && tables.has(refKey(side.body.references.table)));
}
