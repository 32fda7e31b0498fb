import { defineKind } from "./define-kind.ts";
import { routineFields } from "./routine-fields.ts";

export const aggregateKind = defineKind({
  kind: "aggregate",
  title: "aggregate",
  plural: "aggregates",
  home: "schema",
  fields: routineFields,
  mentions: () => [],
  rename: (body) => body,
});
