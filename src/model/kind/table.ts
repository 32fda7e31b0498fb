import { defineKind } from "./define-kind.ts";

export const tableKind = defineKind({
  kind: "table",
  title: "table",
  plural: "tables",
  home: "schema",
  fields: { unlogged: "exact", options: "whereSaid", rowSecurity: "rowSecurity", strict: "exact", withoutRowid: "exact" },
  mentions: () => [],
  rename: (body) => body,
});
