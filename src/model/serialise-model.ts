import { KeelsonError } from "../core/error.ts";
import type { Model } from "./model.ts";
import type { SchemaObject } from "./object.ts";
import { SchemaModel } from "./schema-model.ts";

const format = 1;

/** The model as text for the journal, objects in their order, each as `kept` leaves it. Two texts that differ may be of one model. */
export const serialiseModel = (model: Model, kept: (object: SchemaObject) => SchemaObject = (object) => object): string =>
  JSON.stringify({ format, open: model.open, objects: [...model.objects()].map(kept) });

/**
 * Whether the text is of the model, without parsing it: object for object in their order. `endOf` tells where one that starts at a place ends, as `kept` left it then; null
 * where another stands there.
 */
export function isSerialised(
  text: string,
  model: Model,
  endOf: (text: string, start: number, object: SchemaObject) => number | null,
): boolean {
  const empty = JSON.stringify({ format, open: model.open, objects: [] });
  let at: number | null = empty.length - end.length;
  if (!text.startsWith(empty.slice(0, at))) return false;
  let isFirst = true;
  for (const object of model.objects()) {
    if (!isFirst && text[at++] !== ",") return false;
    isFirst = false;
    at = endOf(text, at, object);
    if (at === null) return false;
  }
  return text.startsWith(end, at) && text.length === at + end.length;
}

/** Behind the last object. */
const end = "]}";

/** @throws KeelsonError `model-format` where the text was written by another version of the format. */
export function parseModel(text: string): SchemaModel {
  const stored = JSON.parse(text) as { readonly format: number; readonly open: boolean; readonly objects: readonly SchemaObject[] };
  if (stored.format !== format)
    throw new KeelsonError(`the journal holds a model of format ${stored.format}, and this version reads format ${format}`, {
      code: "model-format",
      remedy: "Use the version of keelson that ran here last, or a newer one",
    });
  const model = SchemaModel.of(stored.objects);
  return stored.open ? model.opened() : model;
}
