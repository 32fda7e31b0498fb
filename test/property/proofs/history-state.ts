export type ColumnType = "integer" | "bigint" | "text" | "varchar(40)";

export interface ColumnState {
  name: string;
  type: ColumnType;
  required: boolean;
  /** Whether an index, a constraint or a view needs it. */
  used: boolean;
}

export interface TableState {
  name: string;
  columns: ColumnState[];
  indexes: string[];
  checks: string[];
  rows: number;
  /** Whether a view reads it, or a foreign key leads to it. */
  used: boolean;
}

/** What the steps so far have made. */
export interface HistoryState {
  readonly tables: TableState[];
  /** For names that nothing else has. */
  next: number;
}

export const emptyState = (): HistoryState => ({ tables: [], next: 0 });
