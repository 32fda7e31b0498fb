import { type Static, Type } from "@sinclair/typebox";
import { schemaName } from "../model/kind/entry.shape.ts";
import { flag, name } from "../model/kind/field.shape.ts";
import { operation } from "./operation.shape.ts";

export const renameTableShape = operation("renameTable", "Gives a table another name.", {
  from: name("The name it has."),
  to: name("The name it shall have."),
  ...schemaName,
  keepOld: Type.Optional(flag("The old name works on, as a view, until the contract gate opens.")),
});
export type RenameTableArguments = Static<typeof renameTableShape>;
