import type { DdlName } from "../grammar/ddl.ts";
import type { EntryContext } from "../model/entry/entry-context.ts";
import { impliedNotNull } from "../model/naming.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { Placed } from "./placed-object.ts";

/** The objects with the comment at the column whose NOT NULL has that name; undefined where none has. */
export function withNotNullComment(
  placed: readonly Placed[],
  { family, name, on }: DdlName,
  comment: string,
  { defaultSchema }: EntryContext,
): readonly Placed[] | undefined {
  if (family !== "constraint" || on === null) return undefined;
  const at = placed.findIndex(
    ({ object }) =>
      object.kind === "column" &&
      object.ref.parent?.name === on.name &&
      object.ref.parent.schema === (on.schema ?? defaultSchema) &&
      nameOf(object) === name,
  );
  const found = placed[at];
  if (found?.object.kind !== "column") return undefined;
  const { object } = found;
  return placed.with(at, { ...found, object: { ...object, body: { ...object.body, notNull: { ...object.body.notNull, comment } } } });
}

/** What PostgreSQL calls it where nobody does; null: there is none. */
function nameOf({ ref, body: { nullable, notNull } }: SchemaObjectOf<"column">): string | null {
  if (nullable && notNull?.notValid !== true) return null;
  return notNull?.name ?? impliedNotNull(ref);
}
