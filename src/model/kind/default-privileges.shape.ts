import { type Static, Type } from "@sinclair/typebox";
import { defaultTargets } from "../database-body.ts";
import { entry } from "./entry.shape.ts";
import { choice, name } from "./field.shape.ts";
import { grantShape } from "./grant.shape.ts";

/** The fields of an entry, which are those of the step too. */
export const defaultPrivilegesFields = {
  role: name("Role that makes the objects."),
  schema: Type.Optional(name("Only what is made in this schema, on top of what holds everywhere.")),
  on: choice("What they are about.", ...defaultTargets),
  grants: Type.Array(grantShape, {
    description:
      "Privileges of others; `[]` is none. Without a schema that everybody has usage of types and may execute functions stands among them.",
  }),
};

export const defaultPrivilegesShape = entry("defaultPrivileges", "Privileges on what a role makes from then on.", defaultPrivilegesFields);
export type DefaultPrivilegesEntry = Static<typeof defaultPrivilegesShape>;
