import { type Static, Type } from "@sinclair/typebox";
import { tuningFields } from "./column-setting.shape.ts";
import { conflictAction } from "./conflict-action.shape.ts";
import { comment, entry, entryName, renamedFrom, securityLabels } from "./entry.shape.ts";
import { choice, flag, map, name, options, sqlText, text } from "./field.shape.ts";
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
  ...securityLabels,
  type: sqlText("Type in the dialect's own spelling; the portable ones are understood by every dialect."),
  nullable: Type.Optional(flag("Takes NULL; true where absent, false for columns of the primary key.")),
  notNull: Type.Optional(notNullShape),
  default: Type.Optional(sqlText('Default as SQL: `"\'x\'"`, `now()`, `"0"`.')),
  identity: Type.Optional(choice("The database numbers the rows.", "always", "byDefault", "serial")),
  sequence: Type.Optional(identitySequenceShape),
  generated: Type.Optional(generatedShape),
  collation: Type.Optional(name("Collation.")),
  onConflict: Type.Optional(
    conflictAction("SQLite: what becomes of a row that has NULL where that may not be; absent, its statement fails and is undone."),
  ),
  ...tuningFields,
  foreignOptions: Type.Optional(options("Of a foreign table: what its wrapper takes for the column, such as column_name.")),
});
export type ColumnEntry = Static<typeof columnShape>;
