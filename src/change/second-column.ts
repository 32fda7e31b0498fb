import { digestText } from "../core/digest.ts";
import type { ScaffoldOf, SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, refKey } from "../model/ref.ts";
import type { Change, ObjectChange } from "./change.ts";

/** A column that stands beside a renamed one, under its new name, until the contract gate opens. */
export type SecondColumn = SchemaObjectOf<"column"> & { readonly origin: ScaffoldOf };

export const isSecondColumn = (object: SchemaObject | null): object is SecondColumn =>
  object?.kind === "column" && object.origin.kind === "scaffoldOf";

/** The second column that the change takes away; null where it takes none. */
export const secondColumnGone = (change: Change): SecondColumn | null =>
  change.kind === "object" && change.after === null && isSecondColumn(change.before) ? change.before : null;

/** What keeps a second column in step is found again by this name, in whichever run. */
export const secondColumnHelper = (column: ObjectRef): string =>
  `zz_keelson_${digestText(refKey(column))
    .replace(/^sha256:/, "")
    .slice(0, 12)}`;

/** SQL over the row by which each of the two columns is made of the other. `cast`: how a column becomes another type where nothing was said. */
export function conversions(
  { via }: Pick<ObjectChange, "via">,
  first: SchemaObjectOf<"column">,
  second: SecondColumn,
  cast: (column: string, type: string | null) => string,
): { readonly up: string; readonly down: string } {
  const same = first.body.type === second.body.type;
  return {
    up: via?.up?.using ?? cast(first.ref.name, same ? null : second.body.type),
    down: via?.down?.using ?? cast(second.ref.name, same ? null : first.body.type),
  };
}
