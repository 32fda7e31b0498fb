import type { KeyOrder } from "../constraint-body.ts";
import type { ObjectRef } from "../ref.ts";
import { type Renaming, renameColumns } from "../renaming.ts";

/** How a key's columns stand in its index after one of them was renamed; the same values where nothing changes. */
export function renameKeyOrder(
  { descending, collations }: KeyOrder,
  self: ObjectRef,
  renaming: Renaming,
): Pick<KeyOrder, "descending" | "collations"> {
  const names = Object.keys(collations ?? {});
  const renamed = renameColumns(names, self.parent, renaming);
  return {
    ...(descending && { descending: renameColumns(descending, self.parent, renaming) }),
    ...(collations && {
      collations:
        renamed === names
          ? collations
          : Object.fromEntries(Object.values(collations).map((collation, at) => [renamed[at] ?? "", collation])),
    }),
  };
}
