import type { Digest } from "../core/digest.ts";
import { digestValue } from "../core/digest.ts";
import { chosenAccess } from "./access.ts";
import { sortedGrants } from "./grant.ts";
import type { Model } from "./model.ts";
import type { SchemaObject } from "./object.ts";
import { mapExpressions } from "./object-expressions.ts";
import type { ObjectRef } from "./ref.ts";
import { refKey } from "./ref.ts";

/** What an object means: no hints, no positions, no access that nobody chose, and SQL as text whatever its form. */
export const meaningOf = (object: SchemaObject): unknown => {
  const { ref, body, comment, origin } = mapExpressions(object, ({ text }) => ({ text, form: "written" }));
  const { owner, grants, sequenceGrants, ...labels } = chosenAccess(object);
  return {
    ref,
    body,
    comment,
    origin,
    owner,
    ...(grants !== undefined && { grants: sortedGrants(grants) }),
    ...(sequenceGrants !== undefined && { sequenceGrants: sortedGrants(sequenceGrants) }),
    ...labels,
  };
};

/** Digest of all objects, or of those named and whether they are absent or unknown; the same for equal models in any order. */
export function modelDigest(model: Model, refs?: Iterable<ObjectRef>): Digest {
  const entries = new Map<string, unknown>();
  if (refs === undefined) for (const object of model.objects()) entries.set(refKey(object.ref), meaningOf(object));
  else
    for (const ref of refs) {
      const found = model.get(ref);
      entries.set(refKey(ref), typeof found === "string" ? found : meaningOf(found));
    }
  return digestValue([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
