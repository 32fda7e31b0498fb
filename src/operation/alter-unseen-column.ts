import type { ObjectChange } from "../change/change.ts";
import { readColumn } from "../model/entry/read/read-column.ts";
import { written } from "../model/expression.ts";
import type { ColumnEntry } from "../model/kind/column.shape.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import type { AlterColumnArguments } from "./column.shape.ts";
import { reading } from "./model-context.ts";
import { nameOnlyColumn } from "./name-only.ts";
import type { OperationContext } from "./operation.ts";
import { unknownObject } from "./operation-error.ts";
import { patchEntry } from "./patch-entry.ts";

type Patch = Omit<AlterColumnArguments, "table" | "schema" | "column" | "using" | "downgradeUsing" | "dialects">;

/** What says all there is to do, whatever the column is now. */
const sayAll: readonly (keyof Patch)[] = ["type", "collation", "nullable", "default", "comment"];

/**
 * The change of a column that nobody knows: from whatever is not asked for to what is, and nothing else of it.
 * @throws UnknownObjectError for what cannot be said without knowing the column
 */
export function alterUnseenColumn(ref: ObjectRef, patch: Patch, model: Model, context: OperationContext): ObjectChange {
  const asked = Object.keys(patch) as (keyof Patch)[];
  if (asked.some((field) => !sayAll.includes(field)) || (patch.collation !== undefined && patch.type === undefined))
    throw unknownObject(describeRef(ref), model, context);
  const before = nameOnlyColumn(ref);
  const entry: ColumnEntry = patchEntry<ColumnEntry>({ name: ref.name, type: "text", nullable: true }, patch);
  const [wanted] = reading(model, context, (entries) => readColumn(entry, ref.parent as ObjectRef, entries, ["column"]));
  const { type, collation, nullable, default: value } = wanted.body;
  const opposite = {
    ...(patch.nullable === undefined ? {} : { nullable: !nullable }),
    ...(patch.default === undefined || value !== null ? {} : { default: written("NULL") }),
  };
  const body = { ...before.body, ...(patch.type === undefined ? {} : { type, collation }), nullable, default: value };
  const after: SchemaObjectOf<"column"> = { ...before, ...(patch.comment === undefined ? {} : { comment: wanted.comment ?? null }), body };
  return { kind: "object", before: { ...before, body: { ...before.body, ...opposite } }, after };
}
