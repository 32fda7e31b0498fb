import type { ColumnSettings } from "./column-setting.ts";
import type { ForeignOptions } from "./foreign-body.ts";
import type { IndexNames, PartitionBy, PartitionOf } from "./partitioning.ts";
import type { ObjectRef } from "./ref.ts";

export interface TableBody {
  readonly unlogged: boolean;
  /** Storage options (PostgreSQL `WITH (…)`), null where not compared. */
  readonly options: Readonly<Record<string, string>> | null;
  /** Whether policies apply, and to the owner too; of a declared table absent: not compared. */
  readonly rowSecurity?: "disabled" | "enabled" | "forced" | "forcedWhenEnabled";
  /** SQLite: STRICT. */
  readonly strict: boolean;
  /** SQLite: WITHOUT ROWID. */
  readonly withoutRowid: boolean;
  /** SQLite: what a module keeps its rows in. Its columns are the module's matter: the table has none of its own here. */
  readonly virtual?: VirtualTable;
  /** Its rows lie with a server of foreign data; absent: in this database. */
  readonly foreign?: ForeignTable;
  /** What replication knows a row by; absent: its primary key, or the index that is marked. */
  readonly replicaIdentity?: "full" | "nothing";
  /** Absent: its rows lie in it. */
  readonly partitionBy?: PartitionBy;
  /** Absent: it is a table of its own. */
  readonly partitionOf?: PartitionOf;
  /** Tables whose columns and checks it has beside its own, in their order. */
  readonly inherits?: readonly ObjectRef[];
  /** Absent: that of the database. */
  readonly tablespace?: string;
  /** Absent: heap. */
  readonly accessMethod?: string;
  /** Composite type whose attributes are its columns, as a column would name it; it takes no others, and they change by the type alone. */
  readonly ofType?: string;
  /** What columns have otherwise that it has from its whole or from tables that it inherits from. */
  readonly columnSettings?: ColumnSettings;
  /** Of a partition or a table that inherits: its columns as they stand, where that is otherwise than it would be made. It is made so, and never altered. */
  readonly columnOrder?: readonly string[];
  /** Of a partition: by column what its NOT NULL is called, where it has neither the name of its table's nor the one that is made up. It is made so, and never altered. */
  readonly notNullNames?: Readonly<Record<string, string>>;
  /** Of a partition: what its part of an index is called. */
  readonly indexNames?: IndexNames;
}

/** Where the rows of a foreign table lie. */
export interface ForeignTable {
  readonly server: string;
  readonly options: ForeignOptions;
}

/** `CREATE VIRTUAL TABLE … USING module(arguments)`. */
export interface VirtualTable {
  readonly module: string;
  /** As written between the commas. */
  readonly arguments: readonly string[];
}
