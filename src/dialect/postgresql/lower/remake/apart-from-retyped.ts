import { type Change, type ObjectChange, subject } from "../../../../change/change.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import type { Model } from "../../../../model/model.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../../../../model/ref.ts";
import { isOtherFamily } from "../column/type-change.ts";

/**
 * The changes, where what reads a column by the rules of its type goes before that becomes one of another family, and comes after: the server would read it by
 * the new rules at once. So do foreign keys both of whose sides become so.
 */
export function apartFromRetyped(changes: readonly Change[], model: Model): readonly Change[] {
  if (!changes.some(isRetyped)) return changes;
  const retyped = changes.filter(isRetyped);
  const [first, last] = [retyped.at(0), retyped.at(-1)];
  if (first === undefined || last === undefined) return changes;
  const keys = keysBetween(retyped, changes, model);
  const early = new Set<Change>();
  return changes.flatMap((change, at) => {
    if (isRetyped(change)) {
      const readers = readersOf(change, changes.slice(at + 1)).filter((reader) => !early.has(reader));
      for (const reader of readers) early.add(reader);
      return [
        ...(change === first ? keys.map(gone) : []),
        ...readers.map(({ before }) => gone(before)),
        change,
        ...(change === last ? keys.map(come) : []),
      ];
    }
    if (change.kind !== "object" || !early.has(change)) return [change];
    return change.after === null ? [] : [{ ...change, before: null }];
  });
}

type Reading = ObjectChange & { readonly before: SchemaObject };

const gone = (before: SchemaObject): ObjectChange => ({ kind: "object", before, after: null });
const come = (after: SchemaObject): ObjectChange => ({ kind: "object", before: null, after });

const isRetyped = (change: Change): change is Reading =>
  change.kind === "object" &&
  change.before?.kind === "column" &&
  change.after?.kind === "column" &&
  isOtherFamily(change.before.body.type, change.after.body.type);

/** What alters or drops a reader of the column as it is now: nothing behind a step that nobody derived, and nothing that is made in between. */
function readersOf(column: Reading, behind: readonly Change[]): readonly Reading[] {
  const made = new Set<RefKey>();
  const readers: Reading[] = [];
  for (const change of behind) {
    if (change.kind !== "object") break;
    if (change.before !== null && !made.has(refKey(change.before.ref)) && reads(change.before, column.before))
      readers.push(change as Reading);
    if (change.after !== null) made.add(refKey(change.after.ref));
  }
  return readers;
}

/** Whether an object of the same table reads the column in an expression, or by an operator class. */
function reads(object: SchemaObject, column: SchemaObject): boolean {
  const { parent } = object.ref;
  if (parent === undefined || !sameRef(parent, column.ref.parent as ObjectRef)) return false;
  const { name } = column.ref;
  const mentions = (text: string | undefined): boolean => mentionsName(text ?? "", name);
  switch (object.kind) {
    case "check":
      return mentions(object.body.expression.text);
    case "index":
      return mentions(object.body.where?.text) || object.body.keys.some((key) => key.column === name || mentions(key.expression?.text));
    case "exclude":
      return mentions(object.body.where?.text) || object.body.elements.some((key) => key.column === name || mentions(key.expression?.text));
    default:
      return false;
  }
}

/** Foreign keys that stay and lead from one of the columns to another one; none where something else than objects that stay where they are changes in between. */
function keysBetween(retyped: readonly Reading[], changes: readonly Change[], model: Model): readonly SchemaObject[] {
  const [first, last] = [retyped.at(0), retyped.at(-1)].map((change) => changes.indexOf(change as Change));
  const isAlter = (change: Change): boolean =>
    change.kind === "object" && change.before !== null && change.after !== null && sameRef(change.before.ref, change.after.ref);
  if (!changes.slice(first, last).every(isAlter)) return [];
  const touched = new Set(changes.flatMap((change) => (change.kind === "object" ? [refKey(subject(change))] : [])));
  const columns = new Set(retyped.map(({ before }) => refKey(before.ref)));
  const isRetypedColumn = (parent: ObjectRef | undefined, name: string): boolean =>
    parent !== undefined && columns.has(refKey({ kind: "column", parent, name }));
  const found = new Map<RefKey, SchemaObject>();
  for (const object of retyped.flatMap(({ before }) => model.dependants(before.ref))) {
    if (object.kind !== "foreignKey" || touched.has(refKey(object.ref))) continue;
    const { references, columns: own } = object.body;
    const leadsOn = own.some(
      (name, at) => isRetypedColumn(object.ref.parent, name) && isRetypedColumn(references.table, references.columns[at] ?? ""),
    );
    if (leadsOn) found.set(refKey(object.ref), object);
  }
  return [...found.values()];
}
