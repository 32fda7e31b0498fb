import { defineKind } from "./define-kind.ts";
import { routineFields } from "./routine-fields.ts";

export const procedureKind = defineKind({
  kind: "procedure",
  title: "procedure",
  plural: "procedures",
  home: "schema",
  fields: routineFields,
  mentions: () => [],
  rename: (body) => body,
});
