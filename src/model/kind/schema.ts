import { defineKind } from "./define-kind.ts";

export const schemaKind = defineKind({
  kind: "schema",
  title: "schema",
  plural: "schemas",
  home: "database",
  fields: {},
  mentions: () => [],
  rename: (body) => body,
});
