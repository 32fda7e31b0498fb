import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { map, name, sqlText } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export const attributeShape = map("An attribute of a composite type.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  type: sqlText("Type of the attribute."),
  collation: Type.Optional(name("Collation.")),
});

export const compositeTypeShape = entry("compositeType", "A composite type.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  attributes: Type.Array(attributeShape, { description: "Attributes in their order." }),
  ...grants,
});
export type CompositeTypeEntry = Static<typeof compositeTypeShape>;
export type AttributeEntry = Static<typeof attributeShape>;
