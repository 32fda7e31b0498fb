import type { ObjectChange } from "../change/change.ts";
import { sidesOf } from "../change/touched.ts";
import type { Model } from "../model/model.ts";
import { topOf } from "../model/model-state.ts";
import { type ObjectRef, refKey, sameRef } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** What leads to the desired state. */
interface Leading {
  readonly fromLive: readonly ObjectChange[];
  readonly fromHead: readonly ObjectChange[];
}

/**
 * The live model without what a hand made or altered just as it is desired: every other database lacks that, so the revision says it too, and
 * where it is so already its step finds nothing to do. What is made only nearly so has steps of its own.
 */
export function withoutWhatIsAsAsked(live: Model, head: Model, { fromLive, fromHead }: Leading): Model {
  const refs = fromLive.flatMap(sidesOf);
  const [differing, homes] = [new Set(refs.map(refKey)), new Set(refs.map(topKey))];
  const isAsAsked = ({ before, after }: ObjectChange): boolean =>
    after !== null &&
    live.has(after.ref) &&
    !differing.has(refKey(after.ref)) &&
    (before === null || sameRef(before.ref, after.ref)) &&
    (head.has(topOf(after.ref)) || !homes.has(topKey(after.ref)));
  const found = fromHead.filter(isAsAsked);
  if (found.length === 0) return live;
  let result = SchemaModel.from(live);
  for (const { before, after } of found.toSorted((a, b) => depth(b) - depth(a)))
    result = before === null ? result.without((after as { readonly ref: ObjectRef }).ref) : result.with(before);
  return result;
}

const topKey = (ref: ObjectRef): string => refKey(topOf(ref));
const depth = ({ after }: ObjectChange): number => (after?.ref.parent === undefined ? 0 : 1);
