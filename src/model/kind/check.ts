import { defineKind } from "./define-kind.ts";

export const checkKind = defineKind({
  kind: "check",
  title: "check constraint",
  plural: "checks",
  home: "parent",
  fields: { expression: "expression", noInherit: "exact", notValid: "exact", notEnforced: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
