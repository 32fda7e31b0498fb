import type { Static } from "@sinclair/typebox";
import { comment, entry, entryName, owner, renamedFrom, securityLabels } from "./entry.shape.ts";
import { grants } from "./grant.shape.ts";

export const schemaShape = entry("schema", "A namespace.", {
  ...entryName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  ...grants,
});
export type SchemaEntry = Static<typeof schemaShape>;
