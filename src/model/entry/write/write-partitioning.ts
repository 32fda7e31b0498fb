import type { TableBody } from "../../table-body.ts";
import type { TableEntry } from "../../kind/table.shape.ts";
import type { PartitionKey } from "../../partitioning.ts";
import { type WriteSettings, writeTableName } from "./write-name.ts";

/** How a table's rows are spread, by columns alone where they say everything, and of what it is a part. */
export function writePartitioning(
  { partitionBy, partitionOf, columnOrder, notNullNames, indexNames = {} }: TableBody,
  settings: WriteSettings,
): Pick<TableEntry, "partitionBy" | "partitionOf" | "columnOrder" | "notNullNames" | "indexNames"> {
  const chosen = Object.entries(indexNames).flatMap(([whole, { name, implied }]) => (implied ? [] : [[whole, name] as const]));
  return {
    ...(partitionBy === undefined
      ? {}
      : {
          partitionBy: {
            method: partitionBy.method,
            ...(partitionBy.keys.every(isPlain)
              ? { columns: partitionBy.keys.flatMap(({ column }) => column ?? []) }
              : { keys: partitionBy.keys.map(writeKey) }),
          },
        }),
    ...(partitionOf === undefined
      ? {}
      : { partitionOf: { ...writeTableName(partitionOf.table, settings), bounds: partitionOf.bounds.text } }),
    ...(columnOrder === undefined ? {} : { columnOrder: [...columnOrder] }),
    ...(notNullNames === undefined ? {} : { notNullNames: { ...notNullNames } }),
    ...(chosen.length === 0 ? {} : { indexNames: Object.fromEntries(chosen) }),
  };
}

const isPlain = ({ column, opclass, collation }: PartitionKey): boolean => column !== null && opclass === null && collation === null;

const writeKey = ({ column, expression, opclass, collation }: PartitionKey) => ({
  ...(column === null ? {} : { column }),
  ...(expression === null ? {} : { expression: expression.text }),
  ...(opclass === null ? {} : { opclass }),
  ...(collation === null ? {} : { collation }),
});
