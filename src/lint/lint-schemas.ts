import type { EntrySettings } from "../model/entry/entry-context.ts";
import type { When } from "../model/kind/when.shape.ts";
import type { Position } from "../core/position.ts";
import { positionIn } from "../core/position.ts";
import { type FieldPath, valueAt } from "../resource/path.ts";
import { placeIn } from "../resource/position-of.ts";
import type { SchemaResource } from "../resource/resource.ts";
import { toModel } from "../resource/to-model.ts";
import { judgeUnseen } from "../revision/judge-when.ts";
import type { StatementActs } from "../port/act.ts";
import { actsOfObject } from "./acts-of-object.ts";
import { type Finding, judge, type Judging } from "./judge.ts";
import type { ReadSql } from "./read-sql.ts";
import { type Known, Surroundings } from "./surroundings.ts";

export interface Declared {
  readonly schemas: readonly SchemaResource[];
  readonly settings: EntrySettings;
}

/** What the rules find in what Schema documents declare. */
export async function lintSchemas(
  { schemas, settings }: Declared,
  known: Known,
  judging: Judging,
  read: ReadSql,
): Promise<readonly Finding[]> {
  const { model, placeOf } = toModel(schemas, settings);
  const around = new Surroundings(model, model, known);
  const situation = (act: StatementActs["acts"][number]) =>
    around.situation({ source: "schema", hazards: [], together: [act], revision: [act] });
  const found = [...model.objects()].flatMap((object) =>
    actsOfObject(object, model, "declaredTable").flatMap((act) =>
      judge({ act, place: () => placeOf(object.ref), situation: situation(act) }, judging),
    ),
  );
  for (const { text, place } of schemas.flatMap((schema) => textsOf(schema, settings)))
    for (const { acts, offset } of await read(text))
      found.push(...acts.flatMap((act) => judge({ act, place: () => place(offset), situation: situation(act) }, judging)));
  return found;
}

interface Text {
  readonly text: string;
  place(offset: number): Position;
}

/** Objects that stand as SQL in a Schema, and in the files beside it. */
function textsOf(resource: SchemaResource, settings: EntrySettings): readonly Text[] {
  const fields = sqlIn(resource.spec, ["spec"], settings).map((path): Text => {
    const text = String(valueAt(resource, path));
    return { text, place: (offset) => placeIn(resource, path, { text, offset }) };
  });
  return [...fields, ...resource.sqlFiles.map(({ path, text }): Text => ({ text, place: (offset) => positionIn(path, { text, offset }) }))];
}

function sqlIn(value: unknown, path: FieldPath, settings: EntrySettings): readonly FieldPath[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => sqlIn(item, [...path, at], settings));
  // Rows hold data: a value that is SQL is an expression.
  if (typeof value !== "object" || value === null || path[1] === "rows") return [];
  const { when } = value as { readonly when?: When };
  if (when !== undefined && judgeUnseen(when, settings) === "no") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "sql" && typeof inner === "string" ? [[...path, key]] : sqlIn(inner, [...path, key], settings),
  );
}
