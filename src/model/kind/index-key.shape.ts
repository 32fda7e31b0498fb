import { Type } from "@sinclair/typebox";
import { choice, name, sqlText } from "./field.shape.ts";

/** One part of an index or exclusion constraint: exactly one of column and expression. */
export const indexKeyFields = {
  column: Type.Optional(name("Column.")),
  expression: Type.Optional(sqlText("Expression instead of a column.")),
  order: Type.Optional(choice("Direction; asc where absent.", "asc", "desc")),
  nulls: Type.Optional(choice("Where NULLs stand; last for asc, first for desc where absent.", "first", "last")),
  opclass: Type.Optional(name("Operator class.")),
};
export const columnOrExpression = { exactlyOneOf: ["column", "expression"] } as const;
