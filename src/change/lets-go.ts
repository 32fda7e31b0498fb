import { mentions, structuralMentions } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey, type RefKey } from "../model/ref.ts";
import { type ObjectChange, subject } from "./change.ts";
import { rankOf } from "./creation-order.ts";

/** Constraints, indexes and views lie upon schemas, types, routines, tables and columns. */
export const liesUpon = ({ kind }: SchemaObject): boolean => rankOf(kind) > rankOf("column");
/** Their definition reads what others are by then: they change last. */
export const readsOthers = (change: ObjectChange): boolean => subject(change).kind === "view";

/** Whether what is altered lay upon one of these columns, and does no more; of a view it is enough that it read the table. */
export const letsGo = (change: ObjectChange, columns: ReadonlySet<ObjectChange>): boolean => {
  const { before, after } = change;
  if (before === null || after === null || !liesUpon(before)) return false;
  return [...columns].some((column) => {
    const ref = subject(column);
    return readsOthers(change) ? mentions(before, ref.parent ?? ref) : mentions(before, ref) && !mentions(after, ref);
  });
};

/** Whether what is altered lay upon one of these, and does no more. */
export const letsGoOf = ({ before, after }: ObjectChange, refs: readonly ObjectRef[]): boolean =>
  before !== null && after !== null && refs.some((ref) => mentions(before, ref) && !mentions(after, ref));

/** What goes, and something that is altered lay upon until then. */
export function heldBy(alters: readonly ObjectChange[], drops: readonly ObjectChange[]): readonly ObjectChange[] {
  const left = new Set<RefKey>();
  for (const { before, after } of alters) {
    const kept = new Set(uponKeys(after));
    for (const key of uponKeys(before)) if (!kept.has(key)) left.add(key);
  }
  return drops.filter((change) => left.has(refKey(subject(change))));
}

const uponKeys = (object: SchemaObject | null): readonly RefKey[] =>
  object === null ? [] : structuralMentions(object).map(({ ref }) => refKey(ref));
