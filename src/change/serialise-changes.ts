import type { Change, DataStep, RowSet } from "./change.ts";
import { rowSet, type StoredRows } from "./row-set.ts";

/** Changes as JSON for the journal; rows are written out. */
export const serialiseChanges = (changes: readonly Change[]): string => JSON.stringify(changes.map(materialise));

/** The inverse of `serialiseChanges`. */
export const parseChanges = (text: string): readonly Change[] => (JSON.parse(text) as readonly Change[]).map(revive);

function materialise(change: Change): unknown {
  if (change.kind !== "data" || !("rows" in change.data)) return change;
  return { ...change, data: { ...change.data, rows: { rows: [...change.data.rows.read()] } satisfies StoredRows } };
}

function revive(change: Change): Change {
  if (change.kind !== "data" || !("rows" in change.data)) return change;
  const stored = change.data.rows as RowSet & StoredRows;
  return { ...change, data: { ...change.data, rows: rowSet(stored.rows) } as DataStep };
}
