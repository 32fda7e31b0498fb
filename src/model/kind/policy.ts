import { defineKind } from "./define-kind.ts";

export const policyKind = defineKind({
  kind: "policy",
  title: "policy",
  plural: "policies",
  home: "parent",
  fields: { command: "exact", roles: "set", permissive: "exact", using: "expression", check: "expression" },
  mentions: () => [],
  rename: (body) => body,
});
