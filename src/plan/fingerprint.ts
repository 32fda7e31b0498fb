import type { Digest } from "../core/digest.ts";
import { known, type Model } from "../model/model.ts";
import { modelDigest } from "../model/model-digest.ts";
import { type ObjectRef, type RefKey, refKey, sameRef } from "../model/ref.ts";
import type { Touched } from "../change/touched.ts";

/**
 * Digest of the state that a plan was computed from: of every table or view that it reads or touches the whole, and whatever mentions it.
 * Equal on every database in that state; what is absent counts too.
 */
export const fingerprint = (model: Model, touched: Touched): Digest =>
  modelDigest(model, touched === "everything" ? undefined : neighbourhood(model, touched));

function* neighbourhood(model: Model, refs: readonly ObjectRef[]): Iterable<ObjectRef> {
  const seen = new Set<RefKey>();
  let last: ObjectRef | undefined;
  for (const touched of refs) {
    const ref = root(touched);
    // What touches one table comes in rows.
    if (last !== undefined && sameRef(last, ref)) continue;
    last = ref;
    const key = refKey(ref);
    if (seen.has(key)) continue;
    seen.add(key);
    yield ref;
    if (known(model.get(ref)) === undefined) continue;
    for (const object of [...model.children(ref), ...model.dependants(ref)]) yield object.ref;
  }
}

const root = (ref: ObjectRef): ObjectRef => (ref.parent === undefined ? ref : root(ref.parent));
