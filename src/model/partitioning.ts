import type { Expression } from "./expression.ts";
import type { ObjectRef } from "./ref.ts";

/** One key by which rows are spread: exactly one of column and expression. */
export interface PartitionKey {
  readonly column: string | null;
  readonly expression: Expression | null;
  /** null: the type's own. */
  readonly opclass: string | null;
  readonly collation: string | null;
}

/** How the rows of a table are spread over its partitions. */
export interface PartitionBy {
  readonly method: "range" | "list" | "hash";
  readonly keys: readonly PartitionKey[];
}

/** Names of a partition's indexes that are part of one of the table it belongs to, by the name of that one; `implied`: PostgreSQL would have chosen it. */
export type IndexNames = Readonly<Record<string, { readonly name: string; readonly implied?: true }>>;

/** Which rows of which table are in this one. A partition has its columns from that table. */
export interface PartitionOf {
  readonly table: ObjectRef;
  /** `FROM (…) TO (…)`, `IN (…)`, `WITH (…)` or `DEFAULT`. */
  readonly bounds: Expression;
}
