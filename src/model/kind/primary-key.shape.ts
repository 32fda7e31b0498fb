import { type Static, Type } from "@sinclair/typebox";
import { timing } from "./constraint-timing.shape.ts";
import { comment, entry, renamedFrom } from "./entry.shape.ts";
import { flag, name, names, someNames, options } from "./field.shape.ts";

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
};

export const primaryKeyShape = entry("primaryKey", "The primary key.", keyFields);
export type PrimaryKeyEntry = Static<typeof primaryKeyShape>;
