import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { refKey } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { Ownership } from "./ownership.ts";

export interface Scoped {
  /** What is declared, and what is not ours to drop. */
  readonly desired: SchemaModel;
  /** Never ours: reported, and dropped only under `prune`. */
  readonly unmanaged: readonly SchemaObject[];
}

/**
 * Widens the declared model by what stands beside it in the base and was never ours, so that their difference drops only what was.
 * What a declared object was renamed from is left to the difference.
 */
export function scope(declared: Model, base: Model, ours: Ownership, prune: "yes" | "no"): Scoped {
  const formerNames = namesBefore(declared);
  const unmanaged: SchemaObject[] = [];
  let desired = SchemaModel.from(declared);
  for (const object of base.objects()) {
    const { ref, origin } = object;
    const former = formerNames.has(refKey(ref)) || (ref.parent !== undefined && formerNames.has(refKey(ref.parent)));
    if (former || declared.has(refKey(ref)) || ours.owns(ref)) continue;
    // What exists because of another object comes and goes with it.
    if (origin.kind !== "declared" && ref.parent !== undefined && declared.has(refKey(ref.parent))) continue;
    if (origin.kind === "declared") unmanaged.push(object);
    if (prune === "no") desired = desired.with(object);
  }
  return { desired, unmanaged };
}

function namesBefore(declared: Model): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { ref, renamedFrom = [] } of declared.objects()) for (const name of renamedFrom) keys.add(refKey({ ...ref, name }));
  return keys;
}
