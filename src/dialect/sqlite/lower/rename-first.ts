import type { ObjectChange } from "../../../change/change.ts";
import { compareObjects } from "../../../model/compare-objects.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { sameRef } from "../../../model/ref.ts";

/** A table, column or view gets another name. Of constraints and indexes the name is one more thing that changes. */
export const isRename = ({ before, after }: ObjectChange): boolean =>
  before !== null && after !== null && !sameRef(before.ref, after.ref) && ["table", "column", "view", "trigger"].includes(after.kind);

/** A rename that changes more than the name, as a rename and an alteration: SQLite renames in place and alters by a rebuild. */
export function renameFirst(change: ObjectChange): readonly ObjectChange[] {
  const { before, after, via } = change;
  if (!isRename(change) || before === null || after === null) return [change];
  const { differing, questions } = compareObjects(after, before);
  if (differing.length === 0 && questions.length === 0 && via === undefined) return [change];
  const renamed = { ...before, ref: after.ref } as SchemaObject;
  return [
    { kind: "object", before, after: renamed },
    { kind: "object", before: renamed, after, ...(via === undefined ? {} : { via }) },
  ];
}
