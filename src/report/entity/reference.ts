import { known, type Model } from "../../model/model.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import { childRef, describeRef, type ObjectRef } from "../../model/ref.ts";
import { keyColumns } from "../../model/referred-key.ts";
import type { Relation } from "./entity.ts";
import { entityKey, wholeOf } from "./entity-key.ts";

/** A foreign key as a line between two entities; that of a partition is one of its whole. */
export function referenceOf({ ref, body }: SchemaObjectOf<"foreignKey">, model: Model): Relation {
  const table = wholeOf(ref.parent as ObjectRef, model);
  const other = wholeOf(body.references.table, model);
  const referenced = body.references.columns.length > 0 ? body.references.columns : primaryKeyOf(other, model);
  const isRequired = body.columns.every((name) => {
    const column = known(model.get({ ...childRef("column", table, name), kind: "column" }));
    return column !== undefined && !column.body.nullable;
  });
  const isUnique = model.children(table).some((child) => keyColumns(child)?.every((name) => body.columns.includes(name)) === true);
  return {
    kind: "reference",
    from: entityKey(table),
    to: entityKey(other),
    title: `${columnsIn(table, body.columns)} → ${columnsIn(other, referenced)}, ${ref.name}`,
    ends: { columns: body.columns, referenced, isUnique, isRequired },
  };
}

const primaryKeyOf = (table: ObjectRef, model: Model): readonly string[] =>
  model.children(table, "primaryKey").flatMap((key) => (key.kind === "primaryKey" ? key.body.columns : []));

const columnsIn = (table: ObjectRef, columns: readonly string[]): string =>
  columns.length === 1 ? `${describeRef(table)}.${columns[0]}` : `${describeRef(table)} (${columns.join(", ")})`;
