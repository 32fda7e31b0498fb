import { defineKind } from "./define-kind.ts";

export const ruleKind = defineKind({
  kind: "rule",
  title: "rule",
  plural: "rules",
  home: "parent",
  fields: { event: "exact", action: "expression", enabled: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
