import { resolveRef } from "../model/entry/resolve-name.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import { notFound } from "./find-object.ts";
import { naming } from "./model-context.ts";
import type { OperationContext } from "./operation.ts";

interface OfTable {
  readonly table: string;
  readonly schema?: string;
}

/** The table that a step names. @throws OperationError where it does not exist; what is unknown is taken for there */
export function tableOf({ table, schema }: OfTable, model: Model, context: OperationContext): ObjectRef & { readonly kind: "table" } {
  const ref = naming(context, (names) => resolveRef("table", table, schema, names, ["table"]));
  if (model.get(ref) === "absent") throw notFound(ref, model, context);
  return ref;
}

/** @throws OperationError for a column that the table does not have */
export function requireColumns(table: ObjectRef, columns: Iterable<string>, model: Model, context: OperationContext): void {
  for (const name of columns) {
    const ref: ObjectRef = { kind: "column", parent: table, name };
    if (model.get(ref) === "absent") throw notFound(ref, model, context);
  }
}
