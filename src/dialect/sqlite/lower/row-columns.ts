import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import { rowidName } from "./copied-columns.ts";
import { refuse } from "./refuse.ts";

/** The columns that tell a row of the table from all others: its rowid, or its primary key where it has none. @throws InputError */
export function rowColumns(table: ObjectRef, model: Model): readonly string[] {
  const rowid = rowidName(model.children(table, "column").map(({ ref }) => ref.name));
  const key = keyWithoutRowid(table, model) ?? (rowid === undefined ? null : [rowid]);
  return (
    key ??
    refuse(
      `Columns of ${describeRef(table)} hide its rowid, so its rows cannot be kept in step`,
      "Leave keepInSync or keepOld out for SQLite",
    )
  );
}

/** The primary key of a table that has no rowid; null where it has one. */
export function keyWithoutRowid(table: ObjectRef, model: Model): readonly string[] | null {
  const found = model.get({ ...table, kind: "table" });
  if (typeof found === "string" || !found.body.withoutRowid) return null;
  const key = model.children(table, "primaryKey")[0];
  return key?.kind === "primaryKey" ? key.body.columns : null;
}
