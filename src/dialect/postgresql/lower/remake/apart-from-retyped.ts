import { type Change, type ObjectChange, subject } from "../../../../change/change.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import { mentions } from "../../../../model/mentions.ts";
import type { Model } from "../../../../model/model.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../../../../model/ref.ts";
import { isOfType } from "../../../../model/type-name.ts";
import { isOtherFamily } from "../column/type-change.ts";
import { renamedLabels } from "../type/enum-labels.ts";

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
        change,
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

/** A column stays, without its default. */
function partedOf(change: Reading): Parted {
  const { before, after } = change;
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

/** A column, or a type with the columns of it. */
const readOf = ({ before }: Reading, model: Model): readonly SchemaObject[] =>
  before.kind === "column" ? [before] : [before, ...model.dependants(before.ref).filter(({ kind }) => kind === "column")];

/** What alters or drops a reader of these as it is now: nothing behind a step that nobody derived, and nothing that is made in between. */
function readersOf(read: readonly SchemaObject[], behind: readonly Change[]): readonly Reading[] {
  const made = new Set<RefKey>();
  const readers: Reading[] = [];
  for (const change of behind) {
    if (change.kind !== "object") break;
    const { before } = change;
    if (before !== null && !made.has(refKey(before.ref)) && read.some((each) => reads(before, each))) readers.push(change as Reading);
    if (change.after !== null) made.add(refKey(change.after.ref));
  }
  return readers;
}

const readingKinds: ReadonlySet<SchemaObject["kind"]> = new Set(["check", "index", "exclude"]);

/** Of a column it is its default that does. */
const namesType = (object: SchemaObject, type: ObjectRef): boolean =>
  object.kind === "column"
    ? object.body.default !== null && isOfType(object.body.type, type)
    : readingKinds.has(object.kind) && mentions(object, type);

/** Whether an object names the type, or, being of the same table, reads the column in an expression, or by an operator class. */
function reads(object: SchemaObject, column: SchemaObject): boolean {
  // Columns that a table has from above are none of its own.
  if (column.kind === "enum") return namesType(object, column.ref);
  const { parent } = object.ref;
  if (parent === undefined || !sameRef(parent, column.ref.parent as ObjectRef)) return false;
  const { name } = column.ref;
  const names = (text: string | undefined): boolean => mentionsName(text ?? "", name);
  switch (object.kind) {
    case "check":
      return names(object.body.expression.text);
    case "index":
      return names(object.body.where?.text) || object.body.keys.some((key) => key.column === name || names(key.expression?.text));
    case "exclude":
      return names(object.body.where?.text) || object.body.elements.some((key) => key.column === name || names(key.expression?.text));
    default:
      return false;
  }
}

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
