import { hangsOn, structuralMentions } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { type ObjectRef, sameRef } from "../model/ref.ts";

/** The name of a sequence in a default says several columns that may imply it: it hangs on none that does not number itself. */
export function isImpliedByNameAlone(other: SchemaObject, ref: ObjectRef, model: Model): boolean {
  if (other.kind !== "column" || hangsOn({ ...other, body: { ...other.body, default: null } }, ref)) return false;
  const implying = structuralMentions(other).filter(
    (mention) =>
      mention.ref.kind === "column" &&
      (sameRef(mention.ref, ref) || (mention.ref.parent !== undefined && sameRef(mention.ref.parent, ref))),
  );
  return (
    implying.length > 0 &&
    implying.every((mention) => {
      const found = model.get({ ...mention.ref, kind: "column" });
      return found !== "unknown" && (found === "absent" || found.body.identity === null);
    })
  );
}
