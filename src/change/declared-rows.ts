import type { Position } from "../core/position.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Row, RowValue } from "./change.ts";

/** Lookup data that a Schema keeps in step: these rows of a table, and perhaps no others. */
export interface DeclaredRows {
  readonly table: ObjectRef & { readonly kind: "table" };
  /** Columns that tell one row from another; a key of the table. Each row has a plain value for each of them, and no two have the same. */
  readonly key: readonly string[];
  readonly rows: readonly Row[];
  /** What becomes of rows that are not declared. */
  readonly extra: "keep" | "delete";
  /** Where they are declared; finding out reads the document again. */
  place(): Position;
}

/** A value given as SQL is what a row is written with: it may differ in every run. */
export const isCompared = (value: RowValue | undefined): value is RowValue =>
  value !== undefined && (value === null || typeof value !== "object" || !("sql" in value));
