import type { ObjectChange } from "../change/change.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { takeOver } from "./take-over.ts";

/** Gone, and back with all that nobody wants otherwise; nothing where it is to go anyhow. */
export function madeAgain(before: SchemaObject, desired: Model): readonly ObjectChange[] {
  const wanted = known(desired.get(before.ref as never)) as SchemaObject | undefined;
  if (wanted === undefined) return [];
  return [
    { kind: "object", before, after: null },
    {
      kind: "object",
      before: null,
      after: { ...takeOver(wanted, before, () => true), ...(wanted.uses !== undefined && { uses: wanted.uses }) } as SchemaObject,
    },
  ];
}
