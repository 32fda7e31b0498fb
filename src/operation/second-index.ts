import type { IndexBody } from "../model/body.ts";
import { renameIdentifier } from "../model/identifier.ts";
import { renameMentions } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import { defaultName, indexColumnNames } from "../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, schemaOf } from "../model/ref.ts";

type Column = SchemaObjectOf<"column">;
type Index = SchemaObjectOf<"index">;

/**
 * Indexes by which the second name of a column is found as fast as the first: one for each index and key that the column is part of.
 * Of a converted column they are not unique, for a conversion may make two values one.
 */
export function secondIndexes(column: Column, second: Column, model: Model): readonly Index[] {
  const table = column.ref.parent as ObjectRef;
  const taken = new Set<string>();
  const isTaken = (name: string): boolean => taken.has(name) || model.relationNamed(schemaOf(table) ?? "", name) !== undefined;
  const converted = column.body.type !== second.body.type;
  return model.children(table).flatMap((object) => {
    const body = indexBody(object);
    if (body === null) return [];
    const index: Index = {
      kind: "index",
      ref: { kind: "index", parent: table, name: object.ref.name },
      origin: { kind: "scaffoldOf", ref: object.ref },
      body,
    };
    const renamed = renameMentions(index, { from: column.ref, to: second.ref });
    if (renamed === index) return [];
    const name = defaultName.index(table.name, indexColumnNames(renamed.body.keys), isTaken);
    taken.add(name);
    const { keys, where } = body;
    return [
      {
        ...renamed,
        ref: { ...renamed.ref, name },
        body: {
          ...renamed.body,
          unique: renamed.body.unique && !converted,
          where: where && respelled(where, column, second),
          keys: renamed.body.keys.map((key, at) => ({
            ...key,
            expression: keys[at]?.expression == null ? null : respelled(keys[at].expression, column, second),
          })),
        },
      },
    ];
  });
}

/** As somebody would write it. */
const respelled = ({ text }: { readonly text: string }, { ref }: Column, second: Column) =>
  ({ text: renameIdentifier(text, ref.name, second.ref.name), form: "written" }) as const;

function indexBody(object: SchemaObject): IndexBody | null {
  if (object.kind === "index") return object.body;
  if (object.kind !== "primaryKey" && object.kind !== "unique") return null;
  const { columns, include } = object.body;
  return {
    unique: true,
    method: "btree",
    keys: columns.map((column) => ({ column, expression: null, order: "asc", nulls: null, opclass: null, collation: null })),
    include,
    where: null,
    nullsNotDistinct: object.kind === "unique" && object.body.nullsNotDistinct,
    options: {},
    valid: true,
  };
}
