import { type Static, Type } from "@sinclair/typebox";
import { enforcement } from "./constraint-timing.shape.ts";
import { comment, entry, renamedFrom } from "./entry.shape.ts";
import { flag, name, sqlText } from "./field.shape.ts";

export const checkShape = entry("check", "A check constraint.", {
  name: Type.Optional(name("Name; absent is the one that PostgreSQL itself would choose.")),
  ...renamedFrom,
  ...comment,
  expression: sqlText("What must hold."),
  noInherit: Type.Optional(flag("Not for children of the table.")),
  ...enforcement,
});
export type CheckEntry = Static<typeof checkShape>;
