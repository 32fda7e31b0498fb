import type { Digest } from "../core/digest.ts";
import { digestValue } from "../core/digest.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import type { Touched } from "./touched.ts";

/**
 * Digest of the state that a plan was computed from: of every table or view that it reads or touches the whole, and whatever mentions it.
 * Equal on every database in that state; what is absent counts too.
 */
export function fingerprint(model: Model, touched: Touched): Digest {
  const objects = touched === "everything" ? [...model.objects()] : neighbourhood(model, touched);
  const absent = touched === "everything" ? [] : touched.map(root).filter((ref) => model.get(ref) === "absent");
  const entries = new Map(objects.map((object) => [refKey(object.ref), canonicalObject(object)] as const));
  for (const ref of absent) entries.set(refKey(ref), "absent");
  return digestValue([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function neighbourhood(model: Model, refs: readonly ObjectRef[]): SchemaObject[] {
  const found: SchemaObject[] = [];
  for (const ref of new Map(refs.map((each) => [refKey(root(each)), root(each)])).values()) {
    const object = known(model.get(ref));
    if (object !== undefined) found.push(object as SchemaObject, ...model.children(ref), ...model.dependants(ref));
  }
  return found;
}

const root = (ref: ObjectRef): ObjectRef => (ref.parent === undefined ? ref : root(ref.parent));

/** Without what says nothing of the state: hints and the order of creation. */
const canonicalObject = ({ kind, ref, body, comment, owner, origin }: SchemaObject): unknown => ({ kind, ref, body, comment, owner, origin });
