import type { TSchema } from "@sinclair/typebox";
import { target } from "../src/model/kind/field.shape.ts";
import { rowValueShape } from "../src/model/kind/row.shape.ts";
import { operationShapes } from "../src/operation/operations.shape.ts";
import { databaseResourceShape } from "../src/resource/shape/database.shape.ts";
import { databaseSetResourceShape } from "../src/resource/shape/database-set.shape.ts";
import { planResourceShape } from "../src/resource/shape/plan.shape.ts";
import { revisionResourceShape, stepFields } from "../src/resource/shape/revision.shape.ts";
import { schemaResourceShape } from "../src/resource/shape/schema.shape.ts";

export type JsonSchema = { [key: string]: unknown };

/** The five documents by their kind. */
export const resourceShapes = {
  Schema: schemaResourceShape,
  Revision: revisionResourceShape,
  Database: databaseResourceShape,
  DatabaseSet: databaseSetResourceShape,
  Plan: planResourceShape,
};
export { operationShapes, stepFields };

/** Every shape that is referred to from a document or an operation, by its id; references point to ids. */
export function collectShapes(): Map<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const visit = (shape: unknown): void => {
    if (Array.isArray(shape)) return shape.forEach(visit);
    if (typeof shape !== "object" || shape === null) return;
    const { $id } = shape as TSchema;
    if (typeof $id === "string") {
      if (found.has($id)) return;
      found.set($id, shape as JsonSchema);
    }
    visit((shape as { [target]?: unknown })[target]);
    Object.values(shape).forEach(visit);
  };
  visit(rowValueShape);
  visit(Object.values(resourceShapes));
  visit(Object.values(operationShapes));
  visit(Object.values(stepFields));
  return found;
}
