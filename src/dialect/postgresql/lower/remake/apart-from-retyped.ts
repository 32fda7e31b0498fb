import { type Change, type ObjectChange, subject } from "../../../../change/change.ts";
import { renamedLabels } from "../../../../model/enum-labels.ts";
import type { Model } from "../../../../model/model.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { columnsBelow, reads } from "../../../../model/readers.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../../../../model/ref.ts";
import { isOtherFamily } from "../../../../model/type-family.ts";
import { isOfType } from "../../../../model/type-name.ts";
import { columnsOf, type Type, typesOver } from "../type/made-of.ts";

/**
 * The changes, where what reads a column by the rules of its type goes before that becomes one of another family, or loses labels, and comes after: the server
 * would read it by the new rules at once. A default that changes is away meanwhile. So are foreign keys both of whose sides become one of another family.
 */
export function apartFromRetyped(changes: readonly Change[], model: Model): readonly Change[] {
  const retyped = changes.filter(isRetyped);
  if (retyped.length === 0 && !changes.some(losesLabels)) return changes;
  const [first, last] = [retyped.at(0), retyped.at(-1)];
  const keys = keysBetween(retyped, changes, model);
  const early = new Map<Change, Parted>();
  return changes.flatMap((change, at) => {
    if (isRetyped(change) || losesLabels(change)) {
      const readers = readersOf(readOf(change, model), changes.slice(at + 1)).filter((reader) => !early.has(reader));
      for (const reader of readers) early.set(reader, partedOf(reader));
      return [
        ...(change === first ? keys.map(gone) : []),
        ...readers.flatMap((reader) => early.get(reader)?.first ?? []),
        // A column of an enum that loses labels may itself become something else.
        ...(early.get(change)?.then ?? [change]),
        ...(change === last ? keys.map(come) : []),
      ];
    }
    return early.get(change)?.then ?? [change];
  });
}

/** One change as two: what goes before something else, and what comes after. */
interface Parted {
  readonly first: Change;
  readonly then: readonly Change[];
}

/** A column stays, without its default, and so does a domain, without its checks too. */
function partedOf(change: Reading): Parted {
  const { before, after } = change;
  if (before.kind === "domain") {
    const bare: SchemaObject = { ...before, body: { ...before.body, default: null, checks: [] } };
    return { first: { kind: "object", before, after: bare }, then: [{ ...change, before: bare }] };
  }
  if (before.kind !== "column") return { first: gone(before), then: after === null ? [] : [{ ...change, before: null }] };
  const bare: SchemaObject = { ...before, body: { ...before.body, default: null } };
  return { first: { kind: "object", before, after: bare }, then: [{ ...change, before: bare }] };
}

type Reading = ObjectChange & { readonly before: SchemaObject };

const gone = (before: SchemaObject): ObjectChange => ({ kind: "object", before, after: null });
const come = (after: SchemaObject): ObjectChange => ({ kind: "object", before: null, after });

const isRetyped = (change: Change): change is Reading =>
  change.kind === "object" &&
  change.before?.kind === "column" &&
  change.after?.kind === "column" &&
  isOtherFamily(change.before.body.type, change.after.body.type);

/** Labels that are called otherwise are not lost. */
const losesLabels = (change: Change): change is Reading => {
  if (change.kind !== "object" || change.before?.kind !== "enum" || change.after?.kind !== "enum") return false;
  const [old, now] = [change.before.body.values, change.after.body.values];
  const renames = renamedLabels(old, now, change.via?.up?.labels ?? {});
  return old.some((label) => !now.includes(renames.get(label) ?? label));
};

/** A column, there and where tables below have it, or a type and those made of it with the columns of them. */
function readOf({ before }: Reading, model: Model): readonly ObjectRef[] {
  const types = before.kind === "column" ? [] : [before as Type, ...typesOver(before as Type, model)];
  const columns = before.kind === "column" ? [before] : types.flatMap((type) => columnsOf(type, model));
  return [...types.map(({ ref }) => ref), ...columns.flatMap(({ ref }) => [ref, ...columnsBelow(ref, model)])];
}

/** What alters or drops a reader of these as it is now: nothing behind a step that nobody derived, and nothing that is made in between. */
function readersOf(read: readonly ObjectRef[], behind: readonly Change[]): readonly Reading[] {
  const made = new Set<RefKey>();
  const readers: Reading[] = [];
  for (const change of behind) {
    if (change.kind !== "object") break;
    const { before } = change;
    if (before !== null && !made.has(refKey(before.ref)) && read.some((each) => isRead(before, each))) readers.push(change as Reading);
    if (change.after !== null) made.add(refKey(change.after.ref));
  }
  return readers;
}

/** Whether what changes would be read anew: in an expression, by a rule of the type that it has, or as a default. A view is altered as the last change leaves it. */
function isRead(object: SchemaObject, read: ObjectRef): boolean {
  if (object.kind === "domain")
    return object.body.default !== null || object.body.checks.length > 0 ? isOfType(object.body.type, read) : false;
  if (object.kind === "column") return object.body.default !== null && isOfType(object.body.type, read);
  return apart.has(object.kind) && (reads(object, read) || isKeyed(object, read));
}

const apart: ReadonlySet<SchemaObject["kind"]> = new Set(["check", "index", "exclude", "policy", "trigger", "rule", "statistics"]);

/** Of an index that no document made the table may not be known. */
const isKeyed = (object: SchemaObject, { parent, name }: ObjectRef): boolean =>
  (object.kind === "index" || object.kind === "exclude") &&
  parent !== undefined &&
  object.ref.parent !== undefined &&
  sameRef(object.ref.parent, parent) &&
  (object.kind === "index" ? object.body.keys : object.body.elements).some(({ column }) => column === name);

/** Foreign keys that stay and lead from one of the columns to another one; none where something else than objects that stay where they are changes in between. */
function keysBetween(retyped: readonly Reading[], changes: readonly Change[], model: Model): readonly SchemaObject[] {
  if (retyped.length === 0) return [];
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
