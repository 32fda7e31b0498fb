import type { SchemaObjectOf } from "../../model/object.ts";
import type { Model } from "../../model/model.ts";
import type { ObjectRef } from "../../model/ref.ts";
import type { Situation, Verdict } from "../rule.ts";

/** Columns by which rows are found, in their order: of an index or a key. */
interface Searched {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Whether an index or a key begins with the columns of the foreign key, in any order. */
export function isIndexed({ ref, body: { columns } }: SchemaObjectOf<"foreignKey">, { after }: Situation): boolean {
  if (ref.parent === undefined) return false;
  const beginning = (index: Searched) => index.columns.slice(0, columns.length);
  return searched(after, ref.parent).some((index) => columns.every((column) => beginning(index).includes(column)));
}

/** Where another index or key begins with all that this index has. */
export function redundantBeside(index: SchemaObjectOf<"index">, { after }: Situation): Verdict {
  const { parent, name } = index.ref;
  const own = plainColumns(index);
  if (parent === undefined || own === undefined || index.body.unique) return null;
  const other = searched(after, parent).find(
    ({ name: theirs, columns }) =>
      theirs !== name && own.every((column, at) => columns[at] === column) && (columns.length > own.length || theirs < name),
  );
  return other === undefined ? null : `index ${name} of ${parent.name} begins as ${other.name} does, which answers all that it answers`;
}

function searched(model: Model, table: ObjectRef): readonly Searched[] {
  return model.children(table).flatMap((part): readonly Searched[] => {
    if (part.kind === "primaryKey" || part.kind === "unique") return [{ name: part.ref.name, columns: part.body.columns }];
    const columns = part.kind === "index" ? plainColumns(part) : undefined;
    return columns === undefined ? [] : [{ name: part.ref.name, columns }];
  });
}

/** Undefined for an index over a part of the rows, of another method, or with keys that are more than a column. */
function plainColumns({ body }: SchemaObjectOf<"index">): readonly string[] | undefined {
  const plain =
    body.where === null &&
    body.method === "btree" &&
    body.keys.every(({ column, opclass, collation }) => column !== null && opclass === null && collation === null);
  return plain ? body.keys.flatMap(({ column }) => column ?? []) : undefined;
}
