import { type Static, Type } from "@sinclair/typebox";
import { type ColumnEntry, columnShape } from "../model/kind/column.shape.ts";
import { schemaName } from "../model/kind/entry.shape.ts";
import { flag, name, reference, sqlText } from "../model/kind/field.shape.ts";
import { type Patch, patchProperties } from "../model/kind/patch.shape.ts";
import { operation } from "./operation.shape.ts";

const ofTable = { table: name("Table of the column."), ...schemaName };
const conversion = {
  using: Type.Optional(sqlText("The new value, from the old.")),
  downgradeUsing: Type.Optional(sqlText("The old value, from the new.")),
};
const { when: _when, dialects, ...fields } = columnShape.properties;

export const addColumnShape = operation("addColumn", "Adds a column.", { ...ofTable, column: reference(columnShape) });
export type AddColumnArguments = Static<typeof addColumnShape>;

export const dropColumnShape = operation("dropColumn", "Drops a column and what hangs on it.", {
  ...ofTable,
  column: Type.Unsafe<string | ColumnEntry>({
    type: ["string", "object"],
    properties: { ...fields, dialects },
    required: columnShape.required,
    additionalProperties: false,
    description: "Its name; offline the whole entry may stand here.",
  }),
});
export type DropColumnArguments = Static<typeof dropColumnShape>;

type ColumnPatch = Patch<Omit<ColumnEntry, "name" | "renamedFrom" | "when" | "dialects">>;
const patch = patchProperties(fields, ["name", "renamedFrom"]);
export const alterColumnShape = Type.Unsafe<ColumnPatch & AlterColumnOwn>(
  operation("alterColumn", "Names the column and gives what changes; `none` unsets.", {
    ...patch,
    ...ofTable,
    column: name("The column."),
    ...conversion,
  }),
);
export interface AlterColumnOwn {
  table: string;
  schema?: string;
  column: string;
  using?: string;
  downgradeUsing?: string;
  dialects?: Record<string, ColumnPatch & { using?: string; downgradeUsing?: string }>;
}
export type AlterColumnArguments = Static<typeof alterColumnShape>;

export const renameColumnShape = operation("renameColumn", "Gives a column another name.", {
  ...ofTable,
  from: name("The name it has."),
  to: name("The name it shall have."),
  keepOld: Type.Optional(flag("The old column is kept in step both ways until the contract gate opens.")),
  type: Type.Optional(sqlText("Type of the new column, with keepOld.")),
  ...conversion,
});
export type RenameColumnArguments = Static<typeof renameColumnShape>;
