import { formerRef } from "../diff/renames.ts";
import type { Model } from "../model/model.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { type Drift, driftRef } from "./drift.ts";

/**
 * The model as nobody's hand left it, when the Schema says of an object that it was another, which is gone. It was renamed by hand where no
 * run of ours made the new one: then that is not there yet. Otherwise a hand dropped the old one, and that alone is not wanted back.
 */
export function withoutHandsRenames(undisturbed: SchemaModel, declared: Model, drift: readonly Drift[], expected: Model): SchemaModel {
  const missing = new Set(drift.filter(({ change }) => change === "missing").map((each) => refKey(driftRef(each))));
  if (missing.size === 0) return undisturbed;
  let result = undisturbed;
  for (const object of declared.objects()) {
    for (const old of object.renamedFrom ?? []) {
      const from = formerRef(object, old);
      if (!missing.has(refKey(from)) || declared.has(from)) continue;
      result = withoutWhole(result, expected.has(object.ref) ? from : object.ref);
    }
  }
  return result;
}

const withoutWhole = (model: SchemaModel, ref: ObjectRef): SchemaModel =>
  [...model.children(ref).map((child) => child.ref), ref].reduce((left, each) => left.without(each), model);
