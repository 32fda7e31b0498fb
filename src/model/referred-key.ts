import { known, type Model } from "./model.ts";
import type { SchemaObject, SchemaObjectOf } from "./object.ts";
import type { ObjectRef } from "./ref.ts";

/**
 * Whether the columns that a foreign key refers to are a key of their table: a primary key, a unique constraint or a unique index over all
 * of its rows. Taken for given where nobody knows the table whole, or it is said that there is no such key. SQLite finds out only when the first row is written.
 */
export function refersToKey({ body: { references, outside } }: SchemaObjectOf<"foreignKey">, model: Model): boolean {
  if (outside === "missing") return true;
  const table = known(model.get(references.table));
  // A partition has the keys of its table.
  if (model.open || table?.kind !== "table" || table.nameOnly || table.body.partitionOf !== undefined || table.body.inherits !== undefined)
    return true;
  return isKey(references.table, references.columns, model);
}

/** Whether these columns, in whatever order, are a primary key of the table, a unique constraint or a unique index over all of its rows. */
export function isKey(table: ObjectRef, columns: readonly string[], model: Model): boolean {
  const wanted = columns.toSorted().join("\u0001");
  return model.children(table).some((child) => keyColumns(child)?.toSorted().join("\u0001") === wanted);
}

/** What a foreign key may refer to: undefined for what is no key over columns of all rows. */
export function keyColumns(object: SchemaObject): readonly string[] | undefined {
  if (object.kind === "primaryKey" || object.kind === "unique") return object.body.columns;
  if (object.kind !== "index" || !object.body.unique || object.body.where !== null) return undefined;
  const columns = object.body.keys.map(({ column }) => column);
  return columns.every((column) => column !== null) ? columns : undefined;
}
