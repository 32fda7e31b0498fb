import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";
import { replace } from "./parts.ts";

export const rangeTypeKind = defineKind({
  kind: "rangeType",
  title: "range type",
  plural: "rangeTypes",
  home: "schema",
  fields: { type: "exact", opclass: "exact", collation: "exact", canonical: "exact", subtypeDiff: "exact", multirange: "exact" },
  mentions: ({ body }) => typeMentions(body.type),
  rename: (body, renaming) => replace(body, { type: renameType(body.type, renaming) }),
});
