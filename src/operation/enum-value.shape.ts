import { type Static, Type } from "@sinclair/typebox";
import { schemaName } from "../model/kind/entry.shape.ts";
import { name, text } from "../model/kind/field.shape.ts";
import { operation } from "./operation.shape.ts";

const ofEnum = { enum: name("The enum."), ...schemaName };

export const addEnumValueShape = operation(
  "addEnumValue",
  "Adds a value; last where neither before nor after is said.",
  {
    ...ofEnum,
    value: text("The new value."),
    before: Type.Optional(text("Stands before this value.")),
    after: Type.Optional(text("Stands after this value.")),
  },
  { atMostOneOf: ["before", "after"] },
);
export type AddEnumValueArguments = Static<typeof addEnumValueShape>;

export const renameEnumValueShape = operation("renameEnumValue", "Gives a value another spelling.", {
  ...ofEnum,
  from: text("The spelling it has."),
  to: text("The spelling it shall have."),
});
export type RenameEnumValueArguments = Static<typeof renameEnumValueShape>;

export const dropEnumValueShape = operation("dropEnumValue", "Takes a value away.", {
  ...ofEnum,
  value: text("The value."),
  replaceWith: Type.Optional(text("What rows get that have it.")),
});
export type DropEnumValueArguments = Static<typeof dropEnumValueShape>;
