import type { Model } from "../model/model.ts";
import { refKey } from "../model/ref.ts";
import type { JournalSnapshot, OwnedObject } from "../port/journal.ts";

/** Everything that stands on its own and is not ours yet; parts belong to their table. */
export const adoptedObjects = (live: Model, owned: JournalSnapshot["objects"]): readonly OwnedObject[] =>
  [...live.objects()]
    .filter(({ ref, kind, origin }) => ref.parent === undefined && kind !== "schema" && origin.kind === "declared" && !owned.has(refKey(ref)))
    .map(({ ref, kind }) => ({ kind, ref: refKey(ref), origin: "adopted" }));
