import type { Static } from "@sinclair/typebox";
import { enabled } from "./enabled.shape.ts";
import { comment, entry, entryName, renamedFrom } from "./entry.shape.ts";
import { sqlText } from "./field.shape.ts";

export const ruleShape = entry("rule", "A rewrite rule.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  sql: sqlText("The whole CREATE RULE statement."),
  ...enabled,
});
export type RuleEntry = Static<typeof ruleShape>;
