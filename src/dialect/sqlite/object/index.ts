import type { IndexKey } from "../../../model/body.ts";
import { canonical } from "../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { parseIndex } from "../parse/index-text.ts";
import { quoteIdentifier } from "../quote.ts";
import type { Reading } from "./reading.ts";
import { child } from "./reading.ts";

export type Index = SchemaObjectOf<"index">;

export function readIndex(name: string, sql: string, reading: Reading): Index {
  const { unique, keys, where } = parseIndex(sql);
  return child("index", reading.table, name, {
    unique,
    method: "btree",
    keys: keys.map(({ column, expression, order, collation }) => ({
      column: column === null ? null : reading.columnName(reading.table.name, column),
      expression: expression === null ? null : canonical(expression),
      order,
      nulls: null,
      opclass: null,
      collation,
    })),
    include: [],
    where: where === null ? null : canonical(where),
    nullsNotDistinct: false,
    options: {},
    valid: true,
  });
}

/** CREATE INDEX on a table of that name. */
export function writeIndex({ ref, body }: Index, table: string): string {
  const where = body.where === null ? "" : ` WHERE ${body.where.text}`;
  return `CREATE ${body.unique ? "UNIQUE " : ""}INDEX ${quoteIdentifier(ref.name)} ON ${quoteIdentifier(table)} (${body.keys.map(writeKey).join(", ")})${where}`;
}

function writeKey({ column, expression, order, collation }: IndexKey): string {
  const parts = [column === null ? (expression?.text ?? "") : quoteIdentifier(column)];
  if (collation !== null) parts.push(`COLLATE ${quoteIdentifier(collation)}`);
  if (order === "desc") parts.push("DESC");
  return parts.join(" ");
}
