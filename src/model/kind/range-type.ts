import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";
import { replace } from "./parts.ts";

export const rangeTypeKind = defineKind({
  kind: "rangeType",
  title: "range type",
  plural: "rangeTypes",
  home: "schema",
  fields: { type: "exact", opclass: "exact", collation: "exact", canonical: "exact", subtypeDiff: "exact", multirange: "exact" },
  mentions: ({ body }) => [
    ...typeMentions(body.type),
    ...givenMentions("collation", body.collation),
    ...givenMentions("operatorClass", body.opclass, "btree"),
    ...givenMentions("function", body.subtypeDiff, body.type, body.type),
  ],
  rename: (body, renaming) =>
    replace(body, {
      type: renameType(body.type, renaming),
      collation: renameGiven("collation", body.collation, renaming),
      opclass: renameGiven("operatorClass", body.opclass, renaming, "btree"),
      subtypeDiff: renameGiven("function", body.subtypeDiff, renaming, body.type, body.type),
    }),
});
