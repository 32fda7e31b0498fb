import type { LockMode } from "../instruction/instruction.ts";
import type { ObjectRef } from "../model/ref.ts";

/** A lock that somebody holds now. */
export interface HeldLock {
  readonly mode: LockMode;
  /** For people: process, program, age of the transaction. */
  readonly who: string;
}

export interface TableStatistics {
  /** null: nobody has counted yet. */
  readonly rows: number | null;
  /** Of the table itself, without its indexes. */
  readonly bytes: number;
  readonly held: readonly HeldLock[];
}

/** What is known of live tables at plan time, by `refKey`; a table that is not there has no entry. */
export type Statistics = ReadonlyMap<string, TableStatistics>;

/** Reads them for the named tables, in one round trip where there is one. Needs no right on the tables. */
export type ReadStatistics = (tables: readonly ObjectRef[]) => Promise<Statistics>;
