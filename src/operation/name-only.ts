import { written } from "../model/expression.ts";
import { declared, type SchemaObject, type SchemaObjectOf } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { RegularKind } from "./form/regular-form.ts";
import { regularKinds } from "./regular-kinds.ts";

/** An object of which a step knows the name alone. */
export function nameOnly(ref: ObjectRef): SchemaObject {
  switch (ref.kind) {
    case "column":
      return nameOnlyColumn(ref);
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return nameOnlyConstraint(ref);
    // A step says all of them.
    case "setting":
    case "defaultPrivileges":
      throw new TypeError(`a ${ref.kind} is more than its name`);
    default:
      return regularKinds[ref.kind satisfies RegularKind].stub(ref as never);
  }
}

export const nameOnlyColumn = ({ parent, name }: ObjectRef): SchemaObjectOf<"column"> => ({
  kind: "column",
  ref: { kind: "column", ...(parent === undefined ? {} : { parent }), name },
  origin: declared,
  nameOnly: true,
  body: { type: "", nullable: true, default: null, identity: null, generated: null, collation: null },
});

/** What is done to a constraint by its name is the same for every kind, so a check that may not be valid stands for one that nobody knows. */
const nameOnlyConstraint = ({ parent, name }: ObjectRef): SchemaObjectOf<"check"> => ({
  kind: "check",
  ref: { kind: "check", ...(parent === undefined ? {} : { parent }), name },
  origin: declared,
  nameOnly: true,
  body: { expression: written("true"), noInherit: false, notValid: true },
});
