import { defineKind } from "./define-kind.ts";

export const settingKind = defineKind({
  kind: "setting",
  title: "setting",
  plural: "settings",
  home: "database",
  fields: { parameter: "exact", role: "exact", values: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
