import type { IndexKey } from "../../../model/body.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { schemaOf, type ObjectRef } from "../../../model/ref.ts";
import { columnList, home, optionList, optionName, quoteIdentifier } from "../quote.ts";

type How = "plain" | "concurrently";

/** `onlyWhole`: of a partitioned table alone, without its partitions. */
export function createIndex({ ref, body }: SchemaObjectOf<"index">, how: How | "onlyWhole"): string {
  const parts = [
    `CREATE ${body.unique ? "UNIQUE " : ""}INDEX ${how === "concurrently" ? "CONCURRENTLY " : ""}${quoteIdentifier(ref.name)} ON ${how === "onlyWhole" ? "ONLY " : ""}${home(ref)}`,
    body.method === "btree" ? "" : `USING ${quoteIdentifier(body.method)}`,
    `(${body.keys.map(indexKey).join(", ")})`,
    body.include.length === 0 ? "" : `INCLUDE ${columnList(body.include)}`,
    body.nullsNotDistinct ? "NULLS NOT DISTINCT" : "",
    Object.keys(body.options).length === 0 ? "" : `WITH (${optionList(body.options)})`,
    body.tablespace === undefined ? "" : `TABLESPACE ${quoteIdentifier(body.tablespace)}`,
    body.where === null ? "" : `WHERE ${body.where.text}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

export const dropIndex = (ref: ObjectRef, how: How): string =>
  `DROP INDEX ${how === "concurrently" ? "CONCURRENTLY " : ""}${indexName(ref)}`;
export const renameIndex = (ref: ObjectRef, to: string): string => `ALTER INDEX ${indexName(ref)} RENAME TO ${quoteIdentifier(to)}`;

/** An index lives in the schema of its table. */
export const indexName = (ref: ObjectRef): string => `${quoteIdentifier(schemaOf(ref) ?? "")}.${quoteIdentifier(ref.name)}`;

/** One key; an expression always in parentheses. */
export function indexKey({ column, expression, collation, opclass, options, order, nulls }: IndexKey): string {
  const parts = [
    column === null ? `(${expression?.text ?? ""})` : quoteIdentifier(column),
    collation === null ? "" : `COLLATE ${optionName(collation)}`,
    opclass === null ? "" : `${optionName(opclass)}${options === undefined ? "" : `(${optionList(options)})`}`,
    order === "desc" ? "DESC" : "",
    nulls === null ? "" : `NULLS ${nulls.toUpperCase()}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
