import { defineKind } from "./define-kind.ts";
import { keyColumns, keyMentions, ownColumns, renameKeys, replace } from "./parts.ts";

export const excludeKind = defineKind({
  kind: "exclude",
  title: "exclusion constraint",
  plural: "exclude",
  home: "parent",
  fields: { method: "exact", elements: "keys", where: "expression", deferrable: "exact", initiallyDeferred: "exact" },
  mentions: ({ ref, body }) => [...keyMentions(body.elements, body.method), ...ownColumns(ref, keyColumns(body.elements))],
  rename: (body, renaming, self) => replace(body, { elements: renameKeys(body.elements, self, renaming, body.method) }),
});
