import type { ObjectRef } from "../../model/ref.ts";

/** A table or view as a picture of the schema shows it. */
export interface Entity {
  /** `schema.name`, quoted where needed: no two have the same. */
  readonly key: string;
  readonly ref: ObjectRef;
  readonly word: EntityWord;
  readonly columns: readonly EntityColumn[];
  /** How many partitions, and theirs, it stands for. */
  readonly partitions: number;
}

/** `elsewhere`: a foreign key leads to it, and the model has no more than its name. */
export type EntityWord = "table" | "foreign table" | "virtual table" | "view" | "materialized view" | "elsewhere";

export interface EntityColumn {
  readonly name: string;
  /** As the dialect spells it; null where only its query knows. */
  readonly type: string | null;
  readonly marks: readonly ColumnMark[];
}

/** Part of the primary key, of a foreign key; unique by itself; must have a value. */
export type ColumnMark = "PK" | "FK" | "UQ" | "NN";

/** From an entity to one that it refers to, inherits from or reads, both by key. */
export interface Relation {
  readonly kind: "reference" | "inheritance" | "reading";
  readonly from: string;
  readonly to: string;
  /** A sentence for who points at it. */
  readonly title: string;
  readonly ends?: ReferenceEnds;
}

/** What a foreign key says of its ends. */
export interface ReferenceEnds {
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
  /** No two rows refer to the same one. */
  readonly isUnique: boolean;
  /** Every row refers to one. */
  readonly isRequired: boolean;
}

/** Tables and views in their order, and what leads from one to another. */
export interface Entities {
  readonly entities: readonly Entity[];
  readonly relations: readonly Relation[];
}
