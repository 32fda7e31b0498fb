import type { ObjectChange } from "../change/change.ts";
import { subject } from "../change/change.ts";
import { known, type Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";

/** A column that a table and one that it inherits from get both: first that of the table, which then is its own too. They go the other way round. */
export function heirsFirst(changes: readonly ObjectChange[], desired: Model, live: Model): readonly ObjectChange[] {
  const depth = (change: ObjectChange): number => {
    const { kind, parent } = subject(change);
    // What is renamed keeps its turn behind its table's own new name.
    if (change.before !== null && change.after !== null) return 0;
    return kind === "column" && parent !== undefined ? depthOf(parent, change.after === null ? live : desired) : 0;
  };
  const deep = changes.map((change) => ({ change, depth: depth(change) }));
  return deep.some(({ depth: own }) => own > 0) ? deep.toSorted((a, b) => b.depth - a.depth).map(({ change }) => change) : changes;
}

/** How many tables, one above the other, a table inherits from. */
function depthOf(table: ObjectRef, model: Model): number {
  const found = table.kind === "table" ? known(model.get({ ...table, kind: "table" })) : undefined;
  return Math.max(0, ...(found?.body.inherits ?? []).map((above) => 1 + depthOf(above, model)));
}
