import { type Static, Type } from "@sinclair/typebox";
import { entry } from "./entry.shape.ts";
import { flag, map, name, names, reference } from "./field.shape.ts";
import { objectNameShape } from "./object-name.shape.ts";

const privileges = {
  privileges: names("Privileges in lower case, such as select, insert, usage; `all` is all of them."),
  columns: Type.Optional(names("Only these columns of the table.")),
  grantOption: Type.Optional(flag("The role may grant them on.")),
};

/** A privilege on the object that it stands below. */
export const grantShape = map("Privileges of one role on the object that this stands below.", {
  to: name("Role, or `public`."),
  ...privileges,
});
export type GrantEntry = Static<typeof grantShape>;

/** A privilege on an object that is named. */
export const objectGrantShape = entry("grant", "Privileges of one role on a named object.", {
  on: reference(objectNameShape),
  to: name("Role, or `public`."),
  ...privileges,
});
export type ObjectGrantEntry = Static<typeof objectGrantShape>;

export const grants = {
  grants: Type.Optional(Type.Array(grantShape, { description: "Privileges; `[]` is none, absent is not compared." })),
};
