import { type Static, Type } from "@sinclair/typebox";
import { comment, entry, owner, renamedFrom, schemaName, securityLabels } from "./entry.shape.ts";
import { flag, name, sqlText } from "./field.shape.ts";
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

/** What has a body of statements. */
export const bodyFields = {
  ...routineFields,
  checkBody: Type.Optional(
    flag(
      "`false`: a body in PL/pgSQL that does not parse is taken as it is, as by a server whose `check_function_bodies` is off. `inspect` writes it of those that a database holds.",
    ),
  ),
};

export const functionShape = entry("function", "A function.", bodyFields);
export type FunctionEntry = Static<typeof functionShape>;
