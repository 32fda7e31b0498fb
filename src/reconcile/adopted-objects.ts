import type { Model } from "../model/model.ts";
import { refKey } from "../model/ref.ts";
import type { JournalSnapshot, OwnedObject } from "../port/journal.ts";

/** What of `made` stands on its own in the live database and is not ours yet; parts belong to their table. */
export const adoptedObjects = (made: Model, live: Model, owned: JournalSnapshot["objects"]): readonly OwnedObject[] =>
  [...made.objects()]
    .filter(
      ({ ref, kind, origin }) =>
        ref.parent === undefined && kind !== "schema" && origin.kind === "declared" && !owned.has(refKey(ref)) && live.has(refKey(ref)),
    )
    .map(({ ref, kind }) => ({ kind, ref: refKey(ref), origin: "adopted" }));
