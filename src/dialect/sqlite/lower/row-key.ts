import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { numberedColumn } from "../object/table.ts";
import { quoteIdentifier } from "../quote.ts";
import { rowidName } from "./copied-columns.ts";

/** Columns that tell a row from every other: the primary key; without one the rowid with all values, so that no other row is ever taken for it. */
function keyColumns(table: ObjectRef, model: Model): readonly string[] {
  const key = model.children(table, "primaryKey")[0];
  if (key?.kind === "primaryKey") return key.body.columns;
  const columns = model.children(table, "column").map(({ ref }) => ref.name);
  const rowid = rowidName(columns);
  return rowid === undefined ? columns : [rowid, ...columns];
}

/** SQL for a text that names the row: its key's literals. `row` is `NEW` in a trigger, or the quoted table. */
export const rowKey = (table: ObjectRef, model: Model, row: string): string =>
  keyColumns(table, model)
    .map((column) => `quote(${row}.${quoteIdentifier(column)})`)
    .join(` || ',' || `);

/** The number column of the table where it has one: its key text is the number itself, and SQLite finds rows by it at once. */
export const numberColumn = (table: ObjectRef, model: Model): string | undefined => numberedColumn(model.children(table))?.ref.name;
