import { defineKind } from "./define-kind.ts";

export const triggerKind = defineKind({
  kind: "trigger",
  title: "trigger",
  plural: "triggers",
  home: "parent",
  fields: { constraint: "exact", event: "exact", action: "expression", enabled: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
