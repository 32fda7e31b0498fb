import type { Change } from "../../../../change/change.ts";
import { looseNames, namesTaken } from "../../../../change/displaced.ts";
import { NamedBetween } from "../../../../change/named-between.ts";
import { isSecondColumn } from "../../../../change/second-column.ts";
import { mentions } from "../../../../model/mentions.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../../../model/ref.ts";
import { nextUnderived, positions, touchedTables } from "./places.ts";

/** The changes, where what a dropped table or view takes with it goes right before it. */
export function withDropsBefore(changes: readonly Change[]): readonly Change[] {
  const dropped = positions(changes, ({ before, after }) =>
    after === null && (before?.kind === "table" || before?.kind === "view") ? [before.ref] : [],
  );
  if (dropped.size === 0) return changes;
  const limit = nextUnderived(changes);
  const touched = positions(changes, touchedTables);
  const going = positions(changes, ({ before, after }) => (before === null || after !== null ? [] : [before.ref]));
  const taken = Map.groupBy(
    changes.flatMap((change, at) =>
      change.kind === "object" ? namesTaken(change.before, change.after).map((name) => ({ name, at })) : [],
    ),
    ({ name }) => name,
  );
  const partitions = changes.flatMap((change, at) =>
    change.kind === "object" && change.after === null && change.before?.kind === "table" && change.before.body.partitionOf !== undefined
      ? [at]
      : [],
  );
  const named = new NamedBetween(changes.map((change) => (change.kind === "object" && change.after === null ? change.before : null)));
  /** Where the table or view goes with which the change at this place comes for free, as long as nothing in between needs it gone. */
  const placeOf = (at: number, staying: readonly SchemaObject[]): number | undefined => {
    const change = changes[at] as Change;
    const owner = goesWith(change);
    const until = owner === undefined ? undefined : dropped.get(refKey(owner))?.find((other) => other > at);
    if (change.kind !== "object" || change.before === null || until === undefined || until > (limit[at] as number)) return undefined;
    const part = change.before;
    const isBetween = (other: number): boolean => other > at && other < until;
    // What a key refers to may change, and what a part uses may go on the way: then the part goes where it stands.
    const referred = referredTable(part);
    // Nor does a partition go while a key refers to its whole, be it that whole's own.
    if (part.kind === "foreignKey" && partitions.some(isBetween)) return undefined;
    if (referred !== undefined && touched.get(refKey(referred))?.some(isBetween)) return undefined;
    if (usedOutside(part).some((used) => going.get(refKey(used))?.some(isBetween)) || named.isNamed(part, at, until)) return undefined;
    // Nor does an index stay while another one gets its name, or a part that needs a column which goes where it stands.
    if (looseNames(part).some((name) => taken.get(name)?.some((each) => isBetween(each.at)))) return undefined;
    return staying.some(({ ref }) => mentions(part, ref)) ? undefined : until;
  };
  const moved = new Map<number, number>();
  const staying: SchemaObject[] = [];
  for (let at = changes.length - 1; at >= 0; at--) {
    const until = placeOf(at, staying);
    const change = changes[at] as Change;
    if (until !== undefined) moved.set(at, until);
    else if (change.kind === "object" && change.after === null && change.before?.kind === "column") staying.push(change.before);
  }
  const before = Map.groupBy([...moved.keys()].toReversed(), (at) => moved.get(at) as number);
  return changes.flatMap((change, at) =>
    moved.has(at) ? [] : [...(before.get(at) ?? []).map((other) => changes[other] as Change), change],
  );
}

/** The other table that a dropped foreign key refers to. */
function referredTable(part: SchemaObject): ObjectRef | undefined {
  if (part.kind !== "foreignKey") return undefined;
  const { table } = part.body.references;
  return sameRef(table, part.ref.parent as ObjectRef) ? undefined : table;
}

/** What the part of a table that goes uses, beside the table's other parts: also partitions in which a trigger fires otherwise. */
function usedOutside(part: SchemaObject): readonly ObjectRef[] {
  const { parent: own } = part.ref;
  const used = part.uses?.filter(({ parent }) => parent === undefined || own === undefined || !sameRef(parent, own)) ?? [];
  return part.kind === "trigger" ? [...used, ...(part.body.enabledIn ?? []).map(({ table }) => table)] : used;
}

/** The table or view with which a drop comes for free. */
function goesWith(change: Change): ObjectRef | undefined {
  if (change.kind !== "object" || change.after !== null || change.before === null) return undefined;
  const { before } = change;
  // It takes its trigger with it.
  if (isSecondColumn(before)) return undefined;
  return before.kind === "sequence" ? before.body.ownedBy?.parent : before.ref.parent;
}
