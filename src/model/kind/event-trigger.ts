import { defineKind } from "./define-kind.ts";

export const eventTriggerKind = defineKind({
  kind: "eventTrigger",
  title: "event trigger",
  plural: "eventTriggers",
  home: "database",
  fields: { event: "exact", action: "expression", enabled: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
