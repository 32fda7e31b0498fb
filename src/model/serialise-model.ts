import { KeelsonError } from "../core/error.ts";
import type { Model } from "./model.ts";
import type { SchemaObject } from "./object.ts";
import { SchemaModel } from "./schema-model.ts";

const format = 1;

/** The model as text for the journal, objects in their order, each as `kept` leaves it. Two texts that differ may be of one model. */
export const serialiseModel = (model: Model, kept: (object: SchemaObject) => SchemaObject = (object) => object): string =>
  JSON.stringify({ format, open: model.open, objects: [...model.objects()].map(kept) });

/** @throws KeelsonError `model-format` where the text was written by another version of the format. */
export function parseModel(text: string): SchemaModel {
  const stored = JSON.parse(text) as { readonly format: number; readonly open: boolean; readonly objects: readonly SchemaObject[] };
  if (stored.format !== format)
    throw new KeelsonError(`the journal holds a model of format ${stored.format}, and this version reads format ${format}`, {
      code: "model-format",
    });
  const model = SchemaModel.of(stored.objects);
  return stored.open ? model.opened() : model;
}
