import { callsName } from "../model/identifier.ts";
import { structuralMentions } from "../model/mentions.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { isRoutineKind, refKey, type RefKey, sameRef } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { inTwoSteps } from "./in-two-steps.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, where a column whose default calls what takes rows of its own table comes without it first, or loses it before it goes:
 * the routine needs the whole table, and the column keeps its place in it.
 */
export function defaultsApart(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const made = routinesByTable(changes.map(({ before, after }) => (before === null ? after : null)));
  const gone = routinesByTable(changes.map(({ before, after }) => (after === null ? before : null)));
  if (made.size + gone.size === 0) return changes;
  return inTwoSteps(changes, (column, way) => callsOneOf(column, way === "comes" ? made : gone), withoutDefault);
}

/** Key of a table → the routines that cannot be without it. */
function routinesByTable(objects: readonly (SchemaObject | null)[]): ReadonlyMap<RefKey, readonly SchemaObject[]> {
  const found = new Map<RefKey, SchemaObject[]>();
  for (const object of objects) {
    if (object === null || !isRoutineKind(object.kind)) continue;
    for (const { ref } of structuralMentions(object)) {
      const table = ref.parent ?? ref;
      if (table.kind === "table") found.set(refKey(table), [...(found.get(refKey(table)) ?? []), object]);
    }
  }
  return found;
}

function callsOneOf({ ref, body: { default: given }, uses = [] }: Column, routines: ReadonlyMap<RefKey, readonly SchemaObject[]>): boolean {
  if (given === null || ref.parent === undefined) return false;
  return (
    routines
      .get(refKey(ref.parent))
      ?.some((each) => uses.some((used) => sameRef(used, each.ref)) || callsName(given.text, each.ref.name)) === true
  );
}

function withoutDefault({ uses: _uses, ...column }: Column): Column {
  return { ...column, body: { ...column.body, default: null } };
}
