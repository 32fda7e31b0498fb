import { digestValue } from "../core/digest.ts";
import type { Row, RowSet } from "./change.ts";

/** Rows as the journal keeps them. */
export interface StoredRows {
  readonly rows: readonly Row[];
}

/** A row set over rows that are in memory. */
export const rowSet = (rows: readonly Row[]): RowSet => ({ count: rows.length, digest: digestValue(rows), read: () => rows });
