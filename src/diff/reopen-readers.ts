import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { actionOf } from "../change/describe.ts";
import { additions, renamedLabels } from "../model/enum-labels.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { expressionsOf } from "../model/object-expressions.ts";
import { readersOf } from "../model/readers.ts";
import { isRoutineKind, type ObjectRef, type RefKey, refKey } from "../model/ref.ts";
import { hasPlainConstant, isOtherFamily, readsConstantsOtherwise } from "../model/type-family.ts";
import { madeAgain } from "./made-again.ts";

type Column = SchemaObjectOf<"column">;

/**
 * The changes, with what reads a column, or names a type, dropped and made again as it is wanted where it cannot stay as it was read, and with it what uses it:
 * no server gives a column that something is computed from another type, and the values of a computed one come from its expression, by no cast of what they were.
 * A constant beside a column is of the type that it had when it was read; and what names a value of an enum goes before the value does.
 */
export function reopenReaders(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  // What is only called otherwise goes and comes back by its new name.
  const changing = new Set(changes.filter((change) => actionOf(change) !== "rename").map((change) => refKey(subject(change))));
  const away = new Map<RefKey, SchemaObject>();
  const visit = (object: SchemaObject): void => {
    if (away.has(refKey(object.ref))) return;
    away.set(refKey(object.ref), object);
    const readers = object.kind === "column" || isRoutineKind(object.kind) ? readersOf(object.ref, live) : [];
    for (const user of [...live.dependants(object.ref), ...readers, ...(object.kind === "view" ? live.children(object.ref) : [])])
      if (user.kind !== "column" || isComputed(user)) visit(user);
  };
  for (const change of changes) {
    const { before, after } = change;
    if (before?.kind === "column" && after?.kind === "column" && isOtherType(before, after)) {
      if (isComputed(after)) visit(before);
      readThroughViews(before.ref, live)
        .filter((reader) => isComputed(reader) || isReadAnew(reader, before, after, desired))
        .forEach(visit);
    }
    if (isRemadeEnum(change)) {
      const columns = live.dependants(change.before.ref).filter(({ kind }) => kind === "column");
      [change.before, ...columns]
        .flatMap(({ ref }) => readersOf(ref, live))
        .filter((reader) => isComputed(reader) || changing.has(refKey(reader.ref)))
        .forEach(visit);
    }
  }
  if (away.size === 0) return changes;
  return [
    ...changes.flatMap((change) =>
      change.before !== null && change.after !== null && away.has(refKey(change.before.ref)) ? again(change, desired) : [change],
    ),
    ...[...away.values()].filter(({ ref }) => !changing.has(refKey(ref))).flatMap((before) => madeAgain(before, desired)),
  ];
}

const again = (change: ObjectChange, desired: Model): readonly ObjectChange[] =>
  change.before === null || change.before.kind === "column"
    ? [
        { ...change, after: null },
        { ...change, before: null },
      ]
    : madeAgain(change.before, desired);

const isComputed = (object: SchemaObject): boolean => object.kind === "column" && object.body.generated !== null;

const isOtherType = (before: Column, after: Column): boolean =>
  before.body.type !== after.body.type || before.body.collation !== after.body.collation;

/** What reads the column, or a view through which it may. */
function readThroughViews(column: ObjectRef, live: Model): readonly SchemaObject[] {
  const found = new Map<RefKey, SchemaObject>();
  const add = (object: SchemaObject): void => {
    if (found.has(refKey(object.ref))) return;
    found.set(refKey(object.ref), object);
    if (object.kind === "view") [...live.dependants(object.ref), ...live.children(object.ref)].forEach(add);
  };
  readersOf(column, live).forEach(add);
  return [...found.values()];
}

/** Whether its text is read otherwise beside the other type. What a publication says of columns goes and comes with these. */
function isReadAnew(reader: SchemaObject, before: Column, after: Column, desired: Model): boolean {
  if (reader.kind === "publication" || expressionsOf(reader).length === 0) return false;
  if (isOtherFamily(before.body.type, after.body.type)) return true;
  const wanted = known(desired.get(reader.ref as never)) as SchemaObject | undefined;
  return (
    wanted !== undefined &&
    readsConstantsOtherwise(before.body.type, after.body.type) &&
    expressionsOf(wanted).some(({ text }) => hasPlainConstant(text))
  );
}

/** Whether a value of it goes, or gets another place: then the server must make it, and what is of it, anew. */
function isRemadeEnum(change: ObjectChange): change is ObjectChange & { readonly before: SchemaObjectOf<"enum"> } {
  const { before, after, via } = change;
  if (before?.kind !== "enum" || after?.kind !== "enum") return false;
  const renames = renamedLabels(before.body.values, after.body.values, via?.up?.labels ?? {});
  return (
    additions(
      before.body.values.map((label) => renames.get(label) ?? label),
      after.body.values,
    ) === null
  );
}
