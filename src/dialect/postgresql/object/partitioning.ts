import type { ObjectRef } from "../../../model/ref.ts";
import type { PartitionBy, PartitionKey, PartitionOf } from "../../../model/partitioning.ts";
import { optionName, qualified, quoteIdentifier } from "../quote.ts";

/** `PARTITION BY RANGE (…)` as it stands behind a table. */
export const partitionBy = ({ method, keys }: PartitionBy): string =>
  `PARTITION BY ${method.toUpperCase()} (${keys.map(partitionKey).join(", ")})`;

const partitionKey = ({ column, expression, collation, opclass }: PartitionKey): string =>
  [
    column === null ? `(${expression?.text ?? ""})` : quoteIdentifier(column),
    collation === null ? "" : `COLLATE ${optionName(collation)}`,
    opclass === null ? "" : optionName(opclass),
  ]
    .filter((part) => part !== "")
    .join(" ");

/** `FOR VALUES …` or `DEFAULT`. */
export const partitionBounds = (text: string): string => (text === "DEFAULT" ? text : `FOR VALUES ${text}`);

export const attachPartition = (partition: ObjectRef, { table, bounds }: PartitionOf): string =>
  `ALTER TABLE ${qualified(table)} ATTACH PARTITION ${qualified(partition)} ${partitionBounds(bounds.text)}`;

export const detachPartition = (partition: ObjectRef, table: ObjectRef): string =>
  `ALTER TABLE ${qualified(table)} DETACH PARTITION ${qualified(partition)}`;
