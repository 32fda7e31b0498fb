import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, renamedFrom } from "./entry.shape.ts";
import { choice, flag, names, sqlText } from "./field.shape.ts";

export const policyShape = entry("policy", "A row security policy.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  command: Type.Optional(choice("For which statements; all where absent.", "all", "select", "insert", "update", "delete")),
  roles: Type.Optional(names("For which roles; public where absent.")),
  permissive: Type.Optional(flag("Opens (true, where absent) or restricts.")),
  using: Type.Optional(sqlText("Which rows are seen.")),
  check: Type.Optional(sqlText("Which rows may be written.")),
});
export type PolicyEntry = Static<typeof policyShape>;
