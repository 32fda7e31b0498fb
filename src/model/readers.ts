import { callsName, mentionsName } from "./identifier.ts";
import { mentions } from "./mentions.ts";
import type { Model } from "./model.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";
import { expressionsOf } from "./object-expressions.ts";
import { isRoutineKind, type ObjectKind, type ObjectRef, refKey, type RefKey, routineKinds, sameRef } from "./ref.ts";
import type { RoutineBody } from "./routine-body.ts";
import { tablesAbove } from "./tables-above.ts";

/** What is kept as the server understood it, by the types that columns had then. Of columns that is what they are computed by. */
const readingKinds: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  "column",
  "check",
  "exclude",
  "index",
  "policy",
  "trigger",
  "rule",
  "view",
  ...routineKinds,
  "statistics",
  "publication",
]);

/** What reads the column, there or where tables below have it from above, be it to compute another one; what names the type; what calls the routine. */
export function readersOf(read: ObjectRef, model: Model): readonly SchemaObject[] {
  const found = new Map<RefKey, SchemaObject>();
  for (const each of [read, ...columnsBelow(read, model)]) {
    const near = [...(each.parent === undefined ? [] : model.children(each.parent)), ...model.dependants(each.parent ?? each)];
    for (const object of [...near, ...untold(each, model)]) if (reads(object, each)) found.set(refKey(object.ref), object);
  }
  return [...found.values()];
}

/** The column as partitions and heirs of its table have it, at any depth. */
export function columnsBelow({ kind, parent, name }: ObjectRef, model: Model): readonly ObjectRef[] {
  if (parent === undefined) return [];
  const below = model
    .dependants(parent)
    .filter((table) => table.kind === "table" && tablesAbove(table.body).some((above) => sameRef(above, parent)))
    .map(({ ref }): ObjectRef => ({ kind, parent: ref, name }));
  return below.flatMap((column) => [column, ...columnsBelow(column, model)]);
}

/** What a view or a policy reads is known from the catalogue; of one that was only planned, its text must do. */
const untold = (read: ObjectRef, model: Model): readonly SchemaObject[] =>
  [...model.objects()].filter(
    (object) =>
      (isRoutineKind(read.kind) ? object.kind === "view" : isUntold(object)) &&
      expressionsOf(object).some(({ text }) => mentionsName(text, (read.parent ?? read).name)),
  );

const isUntold = (object: SchemaObject): boolean =>
  (object.kind === "view" && object.body.reads === null) || (object.kind === "policy" && object.uses === undefined);

/** Whether an object reads the column, names the type, or calls the routine, as it is now. */
export function reads(object: SchemaObject, read: ObjectRef): boolean {
  if (!readingKinds.has(object.kind) || (object.kind === "column" && object.body.generated === null) || sameRef(object.ref, read))
    return false;
  if (read.parent !== undefined) return readsColumn(object, read, read.parent);
  return mentions(object, read) || (object.kind === "view" && (isRoutineKind(read.kind) ? calls(object, read) : namesInCast(object, read)));
}

/** The catalogue tells each column that an object uses; text cannot say of which relation a name is. */
function readsColumn(object: SchemaObject, column: ObjectRef, table: ObjectRef): boolean {
  const names = (text: string | undefined): boolean => mentionsName(text ?? "", column.name);
  // A body that is kept as text is read anew each time.
  if (isRoutineKind(object.kind) && (object.body as RoutineBody).source !== null) return false;
  if (object.kind === "publication")
    return object.body.tables.some(
      (each) => sameRef(each.table, table) && (each.columns?.includes(column.name) === true || names(each.where?.text)),
    );
  if (object.kind === "view") {
    const { uses, reads: relations, query } = object.body;
    if (uses !== undefined) return uses.some((used) => sameRef(used, column));
    return relations?.some((ref) => sameRef(ref, table)) !== false && (names(query.text) || query.text.includes("*"));
  }
  if (object.uses?.some(({ kind }) => kind === "column") === true) return object.uses.some((used) => sameRef(used, column));
  const isOfIt = object.ref.parent !== undefined && sameRef(object.ref.parent, table);
  if (
    !isOfIt &&
    !(object.uses?.some((used) => sameRef(used, table)) ?? expressionsOf(object).some(({ text }) => mentionsName(text, table.name)))
  )
    return false;
  return names(object.kind === "trigger" ? object.body.event : "") || expressionsOf(object).some(({ text }) => names(text));
}

const calls = ({ body }: SchemaObjectOf<"view">, { name }: ObjectRef): boolean =>
  body.uses === undefined && callsName(body.query.text, name);

/** It may do so without any column of the type. */
const namesInCast = ({ body }: SchemaObjectOf<"view">, type: ObjectRef): boolean =>
  body.query.text.includes("::") && body.query.text.includes(type.name);
