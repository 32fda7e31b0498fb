import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, renamedFrom } from "./entry.shape.ts";
import { choice, sqlText } from "./field.shape.ts";

export const triggerShape = entry("trigger", "A trigger.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  sql: sqlText("The whole CREATE TRIGGER statement."),
  enabled: Type.Optional(choice("In which sessions it fires; origin where absent.", "origin", "replica", "always", "disabled")),
});
export type TriggerEntry = Static<typeof triggerShape>;
