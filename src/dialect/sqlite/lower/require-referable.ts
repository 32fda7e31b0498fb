import type { ObjectChange } from "../../../change/change.ts";
import type { Model } from "../../../model/model.ts";
import type { SchemaObject } from "../../../model/object.ts";
import { describeRef } from "../../../model/ref.ts";
import { refuse } from "./refuse.ts";

/**
 * SQLite takes a foreign key to columns that are not unique, and then fails every write to either table.
 * @throws InputError for one that is created or altered here; `after` is the model with all that comes beside it
 */
export function requireReferable(changes: readonly ObjectChange[], after: Model): void {
  for (const change of changes) {
    if (change.after?.kind !== "foreignKey") continue;
    const { table, columns } = change.after.body.references;
    if (typeof after.get(table) === "string" || after.children(table).some((child) => isUniqueOver(child, columns))) continue;
    refuse(
      `${describeRef(change.after.ref)} refers to ${table.name} (${columns.join(", ")}), which is not unique there`,
      `Refer to the primary key of ${table.name}, or make the columns unique first`,
      "foreign-key-mismatch",
    );
  }
}

function isUniqueOver(object: SchemaObject, columns: readonly string[]): boolean {
  switch (object.kind) {
    case "primaryKey":
    case "unique":
      return sameSet(object.body.columns, columns);
    case "index": {
      const { unique, where, keys } = object.body;
      return (
        unique &&
        where === null &&
        sameSet(
          keys.map(({ column }) => column),
          columns,
        )
      );
    }
    default:
      return false;
  }
}

const sameSet = (a: readonly (string | null)[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((name) => a.includes(name));
