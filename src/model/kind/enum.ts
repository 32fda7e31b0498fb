import { defineKind } from "./define-kind.ts";

export const enumKind = defineKind({
  kind: "enum",
  title: "enum",
  plural: "enums",
  home: "schema",
  fields: { values: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
