import type { Static } from "@sinclair/typebox";
import { enabled } from "./enabled.shape.ts";
import { comment, entry, entryName, owner, renamedFrom, securityLabels } from "./entry.shape.ts";
import { sqlText } from "./field.shape.ts";

export const eventTriggerShape = entry("eventTrigger", "A trigger on events of the database itself.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  sql: sqlText("The whole CREATE EVENT TRIGGER statement."),
  ...enabled,
});
export type EventTriggerEntry = Static<typeof eventTriggerShape>;
