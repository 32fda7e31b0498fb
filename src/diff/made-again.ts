import type { ObjectChange } from "../change/change.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { takeOver } from "./take-over.ts";

/** Gone, and back as it is wanted, with all that nobody says; nothing where it is to go anyhow. */
export function madeAgain(before: SchemaObject, desired: Model): readonly ObjectChange[] {
  const wanted = known(desired.get(before.ref as never)) as SchemaObject | undefined;
  if (wanted === undefined) return [];
  const taken = { ...takeOver(wanted, before, () => false), ...(wanted.uses !== undefined && { uses: wanted.uses }) } as SchemaObject;
  // What it reads may be of another kind by then.
  const reads = wanted.kind === "view" && taken.kind === "view" ? wanted.body.reads : undefined;
  return [
    { kind: "object", before, after: null },
    { kind: "object", before: null, after: reads == null ? taken : ({ ...taken, body: { ...taken.body, reads } } as SchemaObject) },
  ];
}
