import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import { constraintKinds, schemaOf } from "../model/ref.ts";

/** The object that a bare name stands for: an index whatever its table, a constraint whatever its kind. */
export function findNamesake(ref: ObjectRef, model: Model): SchemaObject | undefined {
  if (ref.kind === "index" && ref.parent === undefined) return model.indexNamed(schemaOf(ref) ?? "", ref.name);
  const refs = constraintKinds.some((kind) => kind === ref.kind) ? constraintKinds.map((kind): ObjectRef => ({ ...ref, kind })) : [ref];
  return refs.map((each) => known(model.get(each))).find((object) => object !== undefined);
}

/** What a database drops along with an object: its parts, and constraints, indexes and sequences that need it. */
export const companionsOf = (object: SchemaObject, model: Model): readonly SchemaObject[] => [
  ...model.children(object.ref),
  ...model.dependants(object.ref).filter(({ kind }) => kind !== "view" && kind !== "column"),
];
