import type { Change } from "../change/change.ts";
import type { SchemaModel } from "../model/schema-model.ts";

/** The declared model spelled as the live one wherever both mean the same (`was`), and with all that differs as it is live (`now`). */
export function takenOver(declared: SchemaModel, changes: readonly Change[]): { readonly was: SchemaModel; readonly now: SchemaModel } {
  const objects = changes.filter((change) => change.kind === "object");
  const was = objects.reduce((model, { after }) => (after === null ? model : model.with(after)), declared);
  const now = objects.reduce((model, { before, after }) => {
    const left = after === null ? model : model.without(after.ref);
    return before === null ? left : left.with(before);
  }, was);
  return { was, now };
}
