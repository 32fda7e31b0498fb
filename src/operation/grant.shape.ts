import { type Static, Type } from "@sinclair/typebox";
import { flag, name, names, reference } from "../model/kind/field.shape.ts";
import { objectNameShape } from "../model/kind/object-name.shape.ts";
import { operation } from "./operation.shape.ts";

const rights = {
  on: reference(objectNameShape),
  privileges: names("Privileges in lower case; `all` is all of them."),
  columns: Type.Optional(names("Only these columns of the table.")),
};

export const grantOperationShape = operation("grantOperation", "Gives privileges.", {
  ...rights,
  to: name("Role, or `public`."),
  grantOption: Type.Optional(flag("The role may grant them on.")),
});
export type GrantArguments = Static<typeof grantOperationShape>;

export const revokeShape = operation("revoke", "Takes privileges away.", { ...rights, from: name("Role, or `public`.") });
export type RevokeArguments = Static<typeof revokeShape>;
