import type { ObjectChange } from "../change/change.ts";
import type { Model } from "../model/model.ts";
import { describeRef } from "../model/ref.ts";
import { refersToKey } from "../model/referred-key.ts";
import { operationError } from "../operation/operation-error.ts";
import type { RevisionStep } from "../resource/resource.ts";

/** @throws OperationError for a new foreign key to columns that are no key */
export function requireReferredKey({ before, after }: ObjectChange, model: Model, step: RevisionStep): void {
  if (before !== null || after?.kind !== "foreignKey" || refersToKey(after, model)) return;
  const { table, columns } = after.body.references;
  throw operationError(
    "not-a-key",
    `foreign key ${after.ref.name} refers to (${columns.join(", ")}) of ${describeRef(table)}, which is neither its primary key nor unique`,
    "Refer to a key of the table, or add a unique constraint in a step before",
    step,
  );
}
