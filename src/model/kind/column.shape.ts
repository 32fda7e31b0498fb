import { type Static, Type } from "@sinclair/typebox";
import { conflictAction } from "./conflict-action.shape.ts";
import { comment, entry, entryName, renamedFrom } from "./entry.shape.ts";
import { choice, flag, map, name, options, sqlText, text, wholeNumber } from "./field.shape.ts";
import { identitySequenceShape } from "./sequence.shape.ts";

export const generatedShape = map("Computed from the other columns of the row.", {
  expression: sqlText("The expression."),
  stored: Type.Optional(flag("Kept in the row; otherwise computed when read.")),
});

export const notNullShape = map("What of its NOT NULL is not as usual, from PostgreSQL 18 on.", {
  name: Type.Optional(name("Name of the constraint; absent is not compared.")),
  noInherit: Type.Optional(flag("Tables that inherit do not get it.")),
  notValid: Type.Optional(flag("Rows that were there are not checked yet; such a column is nullable.")),
  comment: Type.Optional(text("Comment on the constraint; absent is not compared.")),
});

export const columnShape = entry("column", "A column of a table.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  type: sqlText("Type in the dialect's own spelling; the portable ones are understood by every dialect."),
  nullable: Type.Optional(flag("Takes NULL; true where absent, false for columns of the primary key.")),
  notNull: Type.Optional(notNullShape),
  default: Type.Optional(sqlText('Default as SQL: `"\'x\'"`, `now()`, `"0"`.')),
  identity: Type.Optional(choice("The database numbers the rows.", "always", "byDefault", "serial")),
  sequence: Type.Optional(identitySequenceShape),
  generated: Type.Optional(generatedShape),
  collation: Type.Optional(name("Collation.")),
  onConflict: Type.Optional(conflictAction("SQLite: what becomes of a row that has NULL where that may not be; absent, its statement fails and is undone.")),
  storage: Type.Optional(choice("How long values are stored.", "plain", "external", "extended", "main", "default")),
  compression: Type.Optional(choice("How long values are compressed.", "pglz", "lz4", "default")),
  statistics: Type.Optional(wholeNumber("Target of the planner's statistics.")),
  options: Type.Optional(options("Attribute options, such as n_distinct.")),
  foreignOptions: Type.Optional(options("Of a foreign table: what its wrapper takes for the column, such as column_name.")),
});
export type ColumnEntry = Static<typeof columnShape>;
