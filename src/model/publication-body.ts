import type { Expression } from "./expression.ts";
import type { ObjectRef } from "./ref.ts";

export const publishedActions = ["insert", "update", "delete", "truncate"] as const;
export type PublishedAction = (typeof publishedActions)[number];

export interface PublishedTable {
  readonly table: ObjectRef;
  /** null: all, also those to come. */
  readonly columns: readonly string[] | null;
  /** Only these rows; null: all. */
  readonly where: Expression | null;
}

export interface PublicationBody {
  /** All tables, also those to come. */
  readonly allTables: boolean;
  /** By schema and name. */
  readonly tables: readonly PublishedTable[];
  /** All tables of these, also those to come. */
  readonly schemas: readonly string[];
  readonly publish: readonly PublishedAction[];
  /** Changes of a partition count as those of its table. */
  readonly viaPartitionRoot: boolean;
  readonly generatedColumns: "none" | "stored";
}
