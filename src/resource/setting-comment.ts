import type { DdlName } from "../grammar/ddl.ts";
import { orderedSettings } from "../model/column-setting.ts";
import type { EntryContext } from "../model/entry/entry-context.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { Placed } from "./placed-object.ts";

/** The objects with the comment at the relation that has the column from elsewhere; undefined where it has all of its own, or is not among them. */
export function withSettingComment(
  placed: readonly Placed[],
  { family, name, on }: DdlName,
  comment: string,
  { defaultSchema }: EntryContext,
): readonly Placed[] | undefined {
  if (family !== "column" || on === null) return undefined;
  const schema = on.schema ?? defaultSchema;
  if (
    placed.some(
      ({ object: { kind, ref } }) => kind === "column" && ref.name === name && ref.parent?.name === on.name && ref.parent.schema === schema,
    )
  )
    return undefined;
  const at = placed.findIndex(({ object }) => object.ref.name === on.name && object.ref.schema === schema && hasFromElsewhere(object));
  const found = placed[at];
  if (found?.object.kind !== "table" && found?.object.kind !== "view") return undefined;
  return placed.with(at, { ...found, object: commented(found.object, name, comment) });
}

function commented(object: SchemaObjectOf<"table"> | SchemaObjectOf<"view">, column: string, comment: string): SchemaObject {
  if (object.kind === "view") {
    const { [column]: _was, ...others } = object.body.columnComments ?? {};
    return { ...object, body: { ...object.body, columnComments: comment === "" ? others : { ...others, [column]: comment } } };
  }
  const settings = object.body.columnSettings ?? [];
  const said = settings.find((each) => each.column === column);
  const columnSettings = orderedSettings([...settings.filter((each) => each !== said), { ...said, column, comment }]);
  return { ...object, body: { ...object.body, columnSettings } };
}

const hasFromElsewhere = (object: SchemaObject): boolean =>
  object.kind === "view" || (object.kind === "table" && (object.body.partitionOf !== undefined || (object.body.inherits ?? []).length > 0));
