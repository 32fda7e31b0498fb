import type { Grammar } from "../grammar/grammar.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** What of a model every database has from its first day: the namespace that names without one live in. */
export function newDatabase(model: Model, { defaultSchema }: Grammar): SchemaModel {
  const namespace = model.get({ kind: "schema", name: defaultSchema });
  return typeof namespace === "string" ? SchemaModel.empty : SchemaModel.of([namespace]);
}
