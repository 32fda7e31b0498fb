import type { ObjectRef } from "./ref.ts";
import type { TableBody } from "./table-body.ts";

/** Tables that a table gets columns from: the one that it is a partition of, those that it inherits from. */
export const tablesAbove = ({ partitionOf, inherits = none }: Pick<TableBody, "partitionOf" | "inherits">): readonly ObjectRef[] =>
  partitionOf === undefined ? inherits : [partitionOf.table, ...inherits];

const none: readonly ObjectRef[] = [];
