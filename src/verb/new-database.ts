import type { Grammar } from "../grammar/grammar.ts";
import { chosenAccess } from "../model/access.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** What of a model every database has from its first day: the namespace that names without one live in, in which some servers let everybody make things. */
export function newDatabase(model: Model, { defaultSchema }: Grammar): SchemaModel {
  const namespace = model.get({ kind: "schema", name: defaultSchema });
  if (typeof namespace === "string") return SchemaModel.empty;
  const { comment: _comment, ...plain } = namespace;
  return SchemaModel.of([chosenAccess(namespace).grants === undefined ? plain : { ...plain, grants: [{ to: "public", privileges: ["all"] }] }]);
}
