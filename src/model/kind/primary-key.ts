import { defineKind } from "./define-kind.ts";
import { keyFields, keyMentions, renameKey } from "./key.ts";

export const primaryKeyKind = defineKind({
  kind: "primaryKey",
  title: "primary key",
  plural: "primaryKey",
  home: "parent",
  fields: keyFields,
  mentions: ({ ref, body }) => keyMentions(ref, body),
  rename: (body, renaming, self) => renameKey(body, renaming, self),
});
