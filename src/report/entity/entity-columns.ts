import { known, type Model } from "../../model/model.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import { keyColumns } from "../../model/referred-key.ts";
import { namedType } from "../../model/type-name.ts";
import type { ColumnMark, EntityColumn } from "./entity.ts";

/** The table's own columns, or those of the type that it is of; what it inherits stands where it inherits from. */
export function columnsOfTable(
  { ref, body }: SchemaObjectOf<"table">,
  inForeignKey: ReadonlySet<string>,
  model: Model,
): readonly EntityColumn[] {
  const children = model.children(ref);
  const inPrimaryKey = new Set(children.flatMap((child) => (child.kind === "primaryKey" ? child.body.columns : [])));
  const unique = new Set(
    children.flatMap((child) => {
      const columns = child.kind === "primaryKey" ? undefined : keyColumns(child);
      return columns?.length === 1 ? columns : [];
    }),
  );
  const marksOf = (name: string, isNullable: boolean): readonly ColumnMark[] => [
    ...(inPrimaryKey.has(name) ? (["PK"] as const) : []),
    ...(inForeignKey.has(name) ? (["FK"] as const) : []),
    ...(unique.has(name) ? (["UQ"] as const) : []),
    // A primary key says so already.
    ...(isNullable || inPrimaryKey.has(name) ? [] : (["NN"] as const)),
  ];
  const own = children.flatMap((child) =>
    child.kind === "column" ? [{ name: child.ref.name, type: child.body.type, marks: marksOf(child.ref.name, child.body.nullable) }] : [],
  );
  const given = body.ofType === undefined ? [] : attributesOf(body.ofType, model);
  return [...given.map(({ name, type }) => ({ name, type, marks: marksOf(name, true) })), ...own];
}

function attributesOf(typeName: string, model: Model) {
  const named = namedType(typeName);
  const type = named && known(model.get({ kind: "compositeType", ...named }));
  return type?.body.attributes ?? [];
}

/** Those that a view names itself. */
export const columnsOfView = ({ body }: SchemaObjectOf<"view">): readonly EntityColumn[] =>
  (body.columns ?? []).map((name) => ({ name, type: null, marks: [] }));
