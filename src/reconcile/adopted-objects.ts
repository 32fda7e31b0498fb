import type { Model } from "../model/model.ts";
import { refKey } from "../model/ref.ts";
import type { JournalSnapshot, OwnedObject } from "../port/journal.ts";

/** What of `made` stands on its own in the live database and is not anybody's yet; parts belong to their table. */
export const adoptedObjects = (
  made: Model,
  live: Model,
  { objects: owned, elsewhere }: Pick<JournalSnapshot, "objects" | "elsewhere">,
): readonly OwnedObject[] =>
  [...made.objects()]
    .filter(
      ({ ref, kind, origin }) =>
        ref.parent === undefined &&
        kind !== "schema" &&
        origin.kind === "declared" &&
        !owned.has(refKey(ref)) &&
        !elsewhere.has(refKey(ref)) &&
        live.has(ref),
    )
    .map(({ ref, kind }) => ({ kind, ref: refKey(ref), origin: "adopted" }));
