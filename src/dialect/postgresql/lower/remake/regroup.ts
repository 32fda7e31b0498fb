import type { Change } from "../../../../change/change.ts";
import { sameRef } from "../../../../model/ref.ts";
import { fitsInto, withCreatesBehind } from "./creates-behind.ts";
import { withDropsBefore } from "./drops-before.ts";

/**
 * Brings what belongs to one statement together: what a new table is made of moves up behind it, what a dropped table or view takes with it
 * moves down before it. Nothing moves across a step whose effect nobody derived, nor across another change of the same table.
 */
export const regroup = (changes: readonly Change[]): readonly Change[] =>
  changes.length < 2 || isOneTable(changes) ? changes : withDropsBefore(withCreatesBehind(changes));

/** A table, and behind it what it is made of: most that have more than one change are no more than that. */
function isOneTable([first, ...others]: readonly Change[]): boolean {
  const table = first?.kind === "object" && first.before === null && first.after?.kind === "table" ? first.after.ref : undefined;
  if (table === undefined) return false;
  return others.every(
    (change) =>
      change.kind === "object" &&
      change.before === null &&
      change.after?.ref.parent !== undefined &&
      sameRef(change.after.ref.parent, table) &&
      fitsInto(change.after, () => true),
  );
}
