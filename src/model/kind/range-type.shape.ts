import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { name, sqlText } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

export const rangeTypeShape = entry("rangeType", "A range type, with the type of sets of its ranges.", {
  ...entryName,
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  type: sqlText("Type of what lies in a range."),
  opclass: Type.Optional(name("B-tree operator class that orders it; the type's own where absent.")),
  collation: Type.Optional(name("Collation.")),
  canonical: Type.Optional(name("Function that gives equal ranges one form.")),
  subtypeDiff: Type.Optional(name("Function that measures the distance of two values.")),
  multirange: Type.Optional(name("Name of the type of sets of ranges; made up by the server where absent.")),
  ...grants,
});
export type RangeTypeEntry = Static<typeof rangeTypeShape>;
