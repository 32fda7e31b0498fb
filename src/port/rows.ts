import type { DeclaredRows } from "../change/declared-rows.ts";

/** Declared rows, all of whose columns are live. */
export interface RowsRequest extends DeclaredRows {
  /** The type of each column that a row names, as the dialect spells it. */
  readonly types: Readonly<Record<string, string>>;
}

/** Where the rows of a live table are not those that are declared. A value that is given as SQL is not compared: it is what a row is written with. */
export interface RowsDifference {
  /** Places, among the declared rows, of those that are not there. */
  readonly missing: readonly number[];
  /** Of those that are there with other values. */
  readonly differing: readonly number[];
  /** Keys of live rows that are not declared, as SQL literals in the order of `key`; empty unless those are to go. */
  readonly extra: readonly (readonly string[])[];
}
