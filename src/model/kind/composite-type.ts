import { renameType, typeMentions } from "../type-name.ts";
import { defineKind } from "./define-kind.ts";

export const compositeTypeKind = defineKind({
  kind: "compositeType",
  title: "composite type",
  plural: "compositeTypes",
  home: "schema",
  fields: { attributes: "attributes" },
  mentions: ({ body }) => body.attributes.flatMap(({ type }) => typeMentions(type)),
  rename: (body, renaming) => {
    const attributes = body.attributes.map((attribute) => {
      const type = renameType(attribute.type, renaming);
      return type === attribute.type ? attribute : { ...attribute, type };
    });
    return attributes.some((attribute, at) => attribute !== body.attributes[at]) ? { attributes } : body;
  },
});
