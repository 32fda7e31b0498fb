import type { ObjectChange } from "../../../change/change.ts";
import type { Model } from "../../../model/model.ts";
import { describeRef } from "../../../model/ref.ts";
import { isKey } from "../../../model/referred-key.ts";
import { refuse } from "./refuse.ts";

/**
 * SQLite takes a foreign key to columns that are not unique, and then fails every write to either table.
 * @throws InputError for one that is created or altered here and is not said to miss its key; `after` is the model with all that comes beside it
 */
export function requireReferable(changes: readonly ObjectChange[], after: Model): void {
  for (const change of changes) {
    if (change.after?.kind !== "foreignKey" || change.after.body.outside === "missing") continue;
    const { table, columns } = change.after.body.references;
    if (typeof after.get(table) === "string" || isKey(table, columns, after)) continue;
    refuse(
      `${describeRef(change.after.ref)} refers to ${table.name} (${columns.join(", ")}), which is not unique there`,
      `Refer to the primary key of ${table.name}, or make the columns unique first`,
      "foreign-key-mismatch",
    );
  }
}
