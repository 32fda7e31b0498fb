import type { Model } from "../../../model/model.ts";
import { known } from "../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import { refuse, unknownRemedy } from "./refuse.ts";

export interface WholeTable {
  readonly table: SchemaObjectOf<"table">;
  readonly children: readonly SchemaObject[];
}

/**
 * The table with all its parts, fit to be written.
 * @throws InputError where nobody knows it, or where SQLite could not number the column that asks for it
 */
export function requireTable(model: Model, ref: ObjectRef): WholeTable {
  const table = known(model.get({ ...ref, kind: "table" }));
  if (table === undefined || table.nameOnly)
    return refuse(
      `What ${describeRef(ref)} consists of is not known here, and SQLite can change it only as a whole`,
      unknownRemedy,
      "table-unknown",
    );
  const children = model.children(ref);
  requireNumberable(table, children);
  return { table, children };
}

function requireNumberable({ ref, body }: SchemaObjectOf<"table">, children: readonly SchemaObject[]): void {
  const key = children.find((child) => child.kind === "primaryKey");
  const sole = key?.body.columns.length === 1 && !body.withoutRowid ? key.body.columns[0] : undefined;
  const stray = children.find((child) => child.kind === "column" && child.body.identity !== null && child.ref.name !== sole);
  if (stray !== undefined)
    refuse(
      `${describeRef(stray.ref)}: SQLite numbers only the sole column of a primary key`,
      `Make it the primary key of ${ref.name}, or take its identity away for SQLite`,
    );
}
