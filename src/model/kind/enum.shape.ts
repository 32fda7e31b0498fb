import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { name, names } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export interface RenamedEnumValue {
  name: string;
  renamedFrom?: string[];
}

/** A value as such, or with its earlier names. */
export const enumValueShape = Type.Unsafe<string | RenamedEnumValue>({
  type: ["string", "object"],
  properties: { name: name("The value."), renamedFrom: names("Earlier spellings of the value.") },
  required: ["name"],
  additionalProperties: false,
});

export const enumShape = entry("enum", "An enumerated type; on SQLite text with a check.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  values: Type.Array(enumValueShape, { description: "Values in their order." }),
  ...grants,
});
export type EnumEntry = Static<typeof enumShape>;
