import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier } from "../quote.ts";
import type { Column } from "./column.ts";
import { conflictOf, writeConflict } from "./conflict.ts";
import { keyColumns, keyOrderOf, writeKeyColumns } from "./key-order.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type PrimaryKey = SchemaObjectOf<"primaryKey">;

export function readPrimaryKey(
  parsed: ParsedConstraint & { readonly kind: "primaryKey" },
  form: "number" | "index",
  reading: Reading,
): PrimaryKey {
  const columns = keyColumns(parsed.keys, reading);
  return child("primaryKey", reading.table, parsed.name ?? defaultName.primaryKey(reading.table.name, reading.taken), {
    columns,
    include: [],
    deferrable: false,
    initiallyDeferred: false,
    ...conflictOf(parsed.onConflict),
    // A number has an order and a collation of its own.
    ...(form === "number" ? {} : keyOrderOf(parsed.keys, columns)),
  });
}

export const writePrimaryKey = ({ ref, body }: PrimaryKey): string =>
  `CONSTRAINT ${quoteIdentifier(ref.name)} PRIMARY KEY (${writeKeyColumns(body.columns, body)})${writeConflict(body)}`;

/** The column that SQLite numbers, with its key: only in this form is it the table's rowid. `always` never gives a number twice. */
export function writeNumberedColumn(column: Column, key: PrimaryKey): string {
  const always = column.body.identity?.mode === "always" ? " AUTOINCREMENT" : "";
  return `${quoteIdentifier(column.ref.name)} INTEGER NOT NULL CONSTRAINT ${quoteIdentifier(key.ref.name)} PRIMARY KEY${writeConflict(key.body)}${always}`;
}
