import type { Change } from "../change/change.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import { touchedBy } from "../change/touched.ts";

/**
 * Whether changes lay hands on what a contract half that waits will still drop or change, or take away what an old name shows until then:
 * they cannot go before it. Of SQL that nobody understands it is not said.
 */
export function needsHalf(changes: readonly Change[], half: readonly Change[]): boolean {
  const waiting = namesOf(half);
  const own = namesOf(changes);
  const moved = changes.flatMap(leaving).map(describeRef);
  const shown = new Set(half.flatMap(shownByOldName).map(describeRef));
  if (moved.some((name) => shown.has(name))) return true;
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

/** The columns in the view of an old name that the half takes away. */
function shownByOldName(change: Change): readonly ObjectRef[] {
  const view = change.kind === "object" && change.after === null ? change.before : null;
  return view?.kind === "view" && view.origin.kind === "scaffoldOf" ? (view.body.uses ?? []) : [];
}
