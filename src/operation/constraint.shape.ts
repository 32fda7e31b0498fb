import { type Static, Type } from "@sinclair/typebox";
import { checkShape } from "../model/kind/check.shape.ts";
import { schemaName } from "../model/kind/entry.shape.ts";
import { excludeShape } from "../model/kind/exclude.shape.ts";
import { name, reference } from "../model/kind/field.shape.ts";
import { foreignKeyShape } from "../model/kind/foreign-key.shape.ts";
import { primaryKeyShape } from "../model/kind/primary-key.shape.ts";
import { uniqueShape } from "../model/kind/unique.shape.ts";
import { operation } from "./operation.shape.ts";

const ofTable = { table: name("Table of the constraint."), ...schemaName };
const named = { ...ofTable, name: name("Name of the constraint.") };

/** The five constraints, each under its own key. */
const constraints = {
  primaryKey: Type.Optional(reference(primaryKeyShape)),
  unique: Type.Optional(reference(uniqueShape)),
  check: Type.Optional(reference(checkShape)),
  foreignKey: Type.Optional(reference(foreignKeyShape)),
  exclude: Type.Optional(reference(excludeShape)),
};
const kinds = Object.keys(constraints);

export const addConstraintShape = operation("addConstraint", "Adds a constraint.", { ...ofTable, ...constraints }, { exactlyOneOf: kinds });
export type AddConstraintArguments = Static<typeof addConstraintShape>;

export const dropConstraintShape = operation(
  "dropConstraint",
  "Drops a constraint; offline the whole constraint may stand here beside its name.",
  { ...named, ...constraints },
  { atMostOneOf: kinds },
);
export type DropConstraintArguments = Static<typeof dropConstraintShape>;

export const renameConstraintShape = operation("renameConstraint", "Gives a constraint another name.", {
  ...ofTable,
  from: name("The name it has."),
  to: name("The name it shall have."),
});
export type RenameConstraintArguments = Static<typeof renameConstraintShape>;

export const validateConstraintShape = operation("validateConstraint", "Checks the rows that were there before the constraint.", named);
export type ValidateConstraintArguments = Static<typeof validateConstraintShape>;
