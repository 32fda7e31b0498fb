import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";
import { givenMentions, renameGiven } from "./given-name.ts";

export const compositeTypeKind = defineKind({
  kind: "compositeType",
  title: "composite type",
  plural: "compositeTypes",
  home: "schema",
  fields: { attributes: "attributes" },
  mentions: ({ body }) =>
    body.attributes.flatMap(({ type, collation }) => [...typeMentions(type), ...givenMentions("collation", collation)]),
  rename: (body, renaming) => {
    const attributes = body.attributes.map((attribute) => {
      const type = renameType(attribute.type, renaming);
      const collation = renameGiven("collation", attribute.collation, renaming);
      return type === attribute.type && collation === attribute.collation ? attribute : { ...attribute, type, collation };
    });
    return attributes.some((attribute, at) => attribute !== body.attributes[at]) ? { attributes } : body;
  },
});
