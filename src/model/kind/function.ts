import { defineKind } from "./define-kind.ts";
import { routineFields } from "./routine-fields.ts";

export const functionKind = defineKind({
  kind: "function",
  title: "function",
  plural: "functions",
  home: "schema",
  fields: routineFields,
  mentions: () => [],
  rename: (body) => body,
});
