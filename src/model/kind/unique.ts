import { defineKind } from "./define-kind.ts";
import { keyFields, keyMentions, renameKey } from "./key.ts";

export const uniqueKind = defineKind({
  kind: "unique",
  title: "unique constraint",
  plural: "unique",
  home: "parent",
  fields: { ...keyFields, nullsNotDistinct: "exact" },
  mentions: ({ ref, body }) => keyMentions(ref, body),
  rename: (body, renaming, self) => renameKey(body, renaming, self),
});
