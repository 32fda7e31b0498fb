import { defaultName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import type { ParsedConstraint } from "../parse/constraint.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import type { Column } from "./column.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type PrimaryKey = SchemaObjectOf<"primaryKey">;

export function readPrimaryKey(parsed: ParsedConstraint & { readonly kind: "primaryKey" }, reading: Reading): PrimaryKey {
  const table = reading.table.name;
  return child("primaryKey", reading.table, parsed.name ?? defaultName.primaryKey(table, reading.taken), {
    columns: parsed.keys.map(({ column }) => reading.columnName(table, column ?? "")),
    include: [],
    deferrable: false,
    initiallyDeferred: false,
  });
}

export const writePrimaryKey = ({ ref, body }: PrimaryKey): string =>
  `CONSTRAINT ${quoteIdentifier(ref.name)} PRIMARY KEY (${quoteNames(body.columns)})`;

/** The column that SQLite numbers, with its key: only in this form is it the table's rowid. `always` never gives a number twice. */
export function writeNumberedColumn(column: Column, key: PrimaryKey): string {
  const always = column.body.identity?.mode === "always" ? " AUTOINCREMENT" : "";
  return `${quoteIdentifier(column.ref.name)} INTEGER NOT NULL CONSTRAINT ${quoteIdentifier(key.ref.name)} PRIMARY KEY${always}`;
}
