import type { BodyOf } from "../../model/body.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";
import { resolveRef } from "../../model/entry/resolve-name.ts";
import { type WriteSettings, writeTableName } from "../../model/entry/write/write-name.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../../model/object.ts";
import type { ObjectRef } from "../../model/ref.ts";
import type { Placement } from "../regular.shape.ts";
import type { RegularEntries, RegularForm, RegularKind } from "./regular-form.ts";

type Read<K extends RegularKind> = (
  entry: RegularEntries[K],
  context: EntryContext,
  path: EntryPath,
) => SchemaObject | readonly SchemaObject[];
type Write<K extends RegularKind> = (object: SchemaObjectOf<K>, settings: WriteSettings) => RegularEntries[K] & Placement;
type RefOf<K extends RegularKind> = ObjectRef & { readonly kind: K };

/** An object of which only the name is known; `body` is what its kind says of nothing. */
export const stubOf =
  <K extends RegularKind>(kind: K, body: BodyOf<K>) =>
  (ref: RefOf<K>): SchemaObjectOf<K> => ({ kind, ref, origin: declared, nameOnly: true, body });

const listed = (read: SchemaObject | readonly SchemaObject[]): readonly SchemaObject[] =>
  Array.isArray(read) ? (read as readonly SchemaObject[]) : [read as SchemaObject];

/** A kind whose objects have a name in the whole database. */
export const ofDatabase = <K extends RegularKind>(kind: K, read: Read<K>, write: Write<K>, body: BodyOf<K>): RegularForm<K> => ({
  kind,
  locate: ({ name }) => ({ kind, name }),
  read: (entry, _model, context) => listed(read(entry, context, [])),
  write,
  stub: stubOf(kind, body),
});

/** A kind whose objects have a name in a schema. */
export const ofSchema = <K extends RegularKind>(kind: K, read: Read<K>, write: Write<K>, body: BodyOf<K>): RegularForm<K> => ({
  kind,
  locate: ({ name, schema }, _model, context) => resolveRef(kind, name, schema, context, ["name"]),
  read: (entry, _model, context) => listed(read(entry, context, [])),
  write,
  stub: stubOf(kind, body),
});

type EntryBelow<K extends RegularKind> = Omit<RegularEntries[K], keyof Placement> & RegularEntries[K];

/** A kind whose objects lie upon a table or a view. */
export const ofRelation = <K extends RegularKind>(
  kind: K,
  read: (entry: EntryBelow<K>, on: ObjectRef, context: EntryContext, path: EntryPath) => SchemaObject,
  write: (object: SchemaObjectOf<K>, settings: WriteSettings) => RegularEntries[K],
  body: BodyOf<K>,
): RegularForm<K> => ({
  kind,
  locate: (named, _model, context) => ({ kind, parent: relation(named, context), name: named.name }),
  read: ({ table, schema, ...entry }, _model, context) => [
    read(
      entry as never,
      relation({ ...(table !== undefined && { table }), ...(schema !== undefined && { schema }) }, context),
      context,
      [],
    ),
  ],
  write: (object, settings) => ({ ...write(object, settings), ...writeTableName(object.ref.parent as ObjectRef, settings) }),
  stub: stubOf(kind, body),
});

/** A table's columns say what kind a name is; a view is meant only where one is known. */
export function relation({ table, schema }: Placement, context: EntryContext): ObjectRef {
  const ref = resolveRef("table", table ?? "", schema, context, ["table"]);
  return context.relation(ref.schema ?? "", ref.name) ?? ref;
}
