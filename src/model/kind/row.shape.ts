import { type Static, Type } from "@sinclair/typebox";
import { entry, schemaName } from "./entry.shape.ts";
import { choice, name, names } from "./field.shape.ts";

/** A value that is not plain data, told by its one tag. */
export type TaggedValue =
  | { sql: string; json?: never; base64?: never }
  | { json: unknown; sql?: never; base64?: never }
  | { base64: string; sql?: never; json?: never };
export type RowValue = string | number | boolean | TaggedValue;
export type Row = Record<string, RowValue>;

const tags = {
  properties: {
    sql: { type: "string", description: "SQL that gives the value." },
    json: { description: "A JSON document." },
    base64: { type: "string", pattern: "^[A-Za-z0-9+/\\s]*(?:=\\s*){0,2}$", description: "Bytes." },
  },
  additionalProperties: false,
  exactlyOneOf: ["sql", "json", "base64"],
};

/** Data, converted by the type of its column. */
export const rowValueShape = Type.Unsafe<RowValue>({
  $id: "rowValue",
  type: ["string", "number", "boolean", "object"],
  description: "Data, or a map with one tag: sql, json, base64.",
  ...tags,
});
const rowShape = Type.Unsafe<Row>({
  type: "object",
  additionalProperties: { $ref: "rowValue" },
  description: "One row: values by column.",
});
export const rows = (description: string) => Type.Array(rowShape, { description });

/** SQL by column, or a value with a tag. */
export const assignments = Type.Unsafe<Record<string, string | TaggedValue>>({
  type: "object",
  minProperties: 1,
  additionalProperties: { type: ["string", "object"], ...tags },
  description: "SQL by column, or a value with a tag.",
});

export const rowsShape = entry("rows", "Lookup data that is kept in step.", {
  table: name("Table that holds the rows."),
  ...schemaName,
  key: names("Columns that tell one row from another: a key of the table."),
  values: rows(
    "The rows. A column that is left out takes its default and is not compared; a value given as SQL is what a row is written with, and is not compared either, but NULL is.",
  ),
  extra: Type.Optional(choice("What happens to rows that are not listed; keep where absent.", "keep", "delete")),
});
export type RowsEntry = Static<typeof rowsShape>;
