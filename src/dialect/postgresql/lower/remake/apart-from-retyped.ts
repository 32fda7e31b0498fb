import type { Change, ObjectChange } from "../../../../change/change.ts";
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
  const retyped = changes.filter(isRetyped);
  if (retyped.length === 0) return changes;
  const changing = new Set<RefKey>(
    changes.flatMap((change) => (change.kind === "object" ? [change.before, change.after] : [])).flatMap(keyOf),
  );
  const keys = between(retyped, model).filter(({ ref }) => !changing.has(refKey(ref)));
  const result: Change[] = [];
  const early = new Set<Change>();
  let left = retyped.length;
  for (const [at, change] of changes.entries()) {
    if (isRetyped(change)) {
      if (left === retyped.length) result.push(...keys.map(gone));
      const readers = changes.slice(at + 1).filter((other): other is Reading => isReading(other, change) && !early.has(other));
      for (const reader of readers) early.add(reader);
      result.push(...readers.map(({ before }) => gone(before)), change);
      if (--left === 0) result.push(...keys.map((after): ObjectChange => ({ kind: "object", before: null, after })));
    } else if (!early.has(change)) result.push(change);
    else if (change.kind === "object" && change.after !== null) result.push({ ...change, before: null });
  }
  return result;
}

type Reading = ObjectChange & { readonly before: SchemaObject };

const gone = (before: SchemaObject): ObjectChange => ({ kind: "object", before, after: null });
const keyOf = (object: SchemaObject | null): readonly RefKey[] => (object === null ? [] : [refKey(object.ref)]);

const isRetyped = (change: Change): change is Reading =>
  change.kind === "object" &&
  change.before?.kind === "column" &&
  change.after?.kind === "column" &&
  isOtherFamily(change.before.body.type, change.after.body.type);

/** Whether it alters or drops what reads the column in an expression, or by an operator class. */
function isReading(change: Change, { before: column }: Reading): boolean {
  if (change.kind !== "object" || change.before === null || change.before.ref.parent === undefined) return false;
  if (!sameRef(change.before.ref.parent, column.ref.parent as ObjectRef)) return false;
  const { kind, body } = change.before;
  const { name } = column.ref;
  const mentions = (text: string | undefined): boolean => mentionsName(text ?? "", name);
  switch (kind) {
    case "check":
      return mentions(body.expression.text);
    case "index":
      return mentions(body.where?.text) || body.keys.some((key) => key.column === name || mentions(key.expression?.text));
    case "exclude":
      return mentions(body.where?.text) || body.elements.some((key) => key.column === name || mentions(key.expression?.text));
    default:
      return false;
  }
}

/** Foreign keys that lead from one of the columns to another one. */
function between(retyped: readonly Reading[], model: Model): readonly SchemaObject[] {
  const columns = new Set(retyped.map(({ before }) => refKey(before.ref)));
  const has = (parent: ObjectRef, name: string): boolean => columns.has(refKey({ kind: "column", parent, name }));
  const found = new Map<RefKey, SchemaObject>();
  for (const { before } of retyped)
    for (const object of model.dependants(before.ref)) {
      if (object.kind !== "foreignKey" || object.ref.parent === undefined) continue;
      const { table, columns: referred } = object.body.references;
      const owner = object.ref.parent;
      if (object.body.columns.some((name, at) => has(owner, name) && has(table, referred[at] ?? ""))) found.set(refKey(object.ref), object);
    }
  return [...found.values()];
}
