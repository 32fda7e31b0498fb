import type { Static } from "@sinclair/typebox";
import { comment, entry, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { name, sqlText } from "./field.shape.ts";
import { grants } from "./grant.shape.ts";

/** What functions and procedures have in common. */
export const routineFields = {
  signature: name("Name with the types of the arguments, such as `touch()`."),
  ...schemaName,
  ...renamedFrom,
  ...comment,
  ...owner,
  ...securityLabels,
  sql: sqlText("The whole CREATE statement."),
  ...grants,
};

export const functionShape = entry("function", "A function.", routineFields);
export type FunctionEntry = Static<typeof functionShape>;
