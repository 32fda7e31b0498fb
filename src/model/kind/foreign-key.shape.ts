import { type Static, Type } from "@sinclair/typebox";
import { enforcement, timing } from "./constraint-timing.shape.ts";
import { comment, entry, renamedFrom, schemaName } from "./entry.shape.ts";
import { choice, flag, map, name, someNames } from "./field.shape.ts";

const action = (description: string) => choice(description, "noAction", "restrict", "cascade", "setNull", "setDefault");

export const foreignKeyShape = entry("foreignKey", "A foreign key.", {
  name: Type.Optional(name("Name; absent is the one that PostgreSQL itself would choose.")),
  ...renamedFrom,
  ...comment,
  columns: someNames("Referring columns."),
  references: map("What is referred to.", {
    table: name("Table that is referred to."),
    ...schemaName,
    columns: Type.Optional(someNames("Its columns; absent is its primary key.")),
    missing: Type.Optional(flag("SQLite: there is no such table, or it has no such key, and need not have.")),
  }),
  onDelete: Type.Optional(action("What happens to the row when the one it refers to is deleted.")),
  onDeleteColumns: Type.Optional(someNames("The columns that `setNull` or `setDefault` sets; all where absent. PostgreSQL 15.")),
  onUpdate: Type.Optional(action("What happens to the row when the key it refers to changes.")),
  match: Type.Optional(choice("How keys that are NULL in part match.", "simple", "full", "partial")),
  ...timing,
  ...enforcement,
  period: Type.Optional(flag("The last column on both sides is a period.")),
});
export type ForeignKeyEntry = Static<typeof foreignKeyShape>;
