import type { Change } from "../change/change.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import { touchedBy } from "../change/touched.ts";

/**
 * Whether changes lay hands on what a contract half that waits will still drop or change: then they cannot go before it.
 * Of SQL that nobody understands it is not said.
 */
export function needsHalf(changes: readonly Change[], half: readonly Change[]): boolean {
  const waiting = namesOf(half);
  const own = namesOf(changes);
  const moved = changes.flatMap(leaving).map(describeRef);
  return [...waiting].some((name) => own.has(name) || moved.some((table) => name.startsWith(`${table}.`)));
}

/** By name alone: a table and a view cannot both have it. */
function namesOf(changes: readonly Change[]): ReadonlySet<string> {
  const touched = touchedBy(changes.filter(({ kind }) => kind === "object"));
  return new Set(touched === "everything" ? [] : touched.map(describeRef));
}

/** What is dropped or gets another name: its parts go with it. */
function leaving(change: Change): readonly ObjectRef[] {
  if (change.kind !== "object" || change.before === null) return [];
  return change.after !== null && describeRef(change.after.ref) === describeRef(change.before.ref) ? [] : [change.before.ref];
}
