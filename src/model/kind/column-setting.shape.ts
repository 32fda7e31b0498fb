import { type Static, Type } from "@sinclair/typebox";
import { choice, flag, map, name, options, sqlText, text, wholeNumber } from "./field.shape.ts";

/** How values are kept and counted. */
export const tuningFields = {
  storage: Type.Optional(choice("How long values are stored.", "plain", "external", "extended", "main", "default")),
  compression: Type.Optional(choice("How long values are compressed.", "pglz", "lz4", "default")),
  statistics: Type.Optional(wholeNumber("Target of the planner's statistics.")),
  options: Type.Optional(options("Attribute options, such as n_distinct.")),
};

const columnSettingShape = map("What one of them has.", {
  column: name("The column."),
  default: Type.Optional(sqlText("Default as SQL; `NULL` is none.")),
  nullable: Type.Optional(flag("Takes NULL; only `false` says anything.")),
  ...tuningFields,
  foreignOptions: Type.Optional(options("Of a foreign table: what its wrapper takes for the column, such as column_name.")),
  comment: Type.Optional(text("Comment; absent is not compared.")),
});
export type ColumnSettingEntry = Static<typeof columnSettingShape>;

export const columnSettings = (description: string) => Type.Optional(Type.Array(columnSettingShape, { description }));
