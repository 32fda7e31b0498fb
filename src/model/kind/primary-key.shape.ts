import { type Static, Type } from "@sinclair/typebox";
import { timing } from "./constraint-timing.shape.ts";
import { comment, entry, renamedFrom } from "./entry.shape.ts";
import { conflictAction } from "./conflict-action.shape.ts";
import { flag, name, names, options, someNames, texts } from "./field.shape.ts";

/** What the two keys that an index carries have in common. */
export const keyFields = {
  name: Type.Optional(name("Name; absent is the one that PostgreSQL itself would choose.")),
  ...renamedFrom,
  ...comment,
  columns: someNames("Columns of the key in their order."),
  include: Type.Optional(names("Columns carried along, not part of the key.")),
  nullsNotDistinct: Type.Optional(flag("Two NULLs count as equal.")),
  ...timing,
  withoutOverlaps: Type.Optional(flag("The last column is a range that must not overlap.")),
  options: Type.Optional(options("Storage parameters of the index.")),
  tablespace: Type.Optional(name("Tablespace of the index.")),
  cluster: Type.Optional(flag("The table is clustered by it.")),
  onConflict: Type.Optional(conflictAction("SQLite: what becomes of a row whose key is taken; absent, its statement fails and is undone.")),
  descending: Type.Optional(names("SQLite: columns that count downwards in the index.")),
  collations: Type.Optional(texts("SQLite: collations by column, where not the column's own.")),
};

export const primaryKeyShape = entry("primaryKey", "The primary key.", keyFields);
export type PrimaryKeyEntry = Static<typeof primaryKeyShape>;
