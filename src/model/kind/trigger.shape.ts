import type { Static } from "@sinclair/typebox";
import { enabled, enabledIn } from "./enabled.shape.ts";
import { comment, entry, entryName, renamedFrom } from "./entry.shape.ts";
import { sqlText } from "./field.shape.ts";

export const triggerShape = entry("trigger", "A trigger.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  sql: sqlText("The whole CREATE TRIGGER statement."),
  ...enabled,
  ...enabledIn,
});
export type TriggerEntry = Static<typeof triggerShape>;
