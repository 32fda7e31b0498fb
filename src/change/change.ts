import type { Digest } from "../core/digest.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectRef } from "../model/ref.ts";

/** How to carry data from one side to the other, in one direction. */
export interface How {
  /** SQL over the old column that gives the new value (`using` of a type change). */
  readonly using?: string;
  /** SQL that fills what would be null. */
  readonly fill?: string;
  /** Old enum label → new label, for labels that vanish or are renamed. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Via {
  readonly up?: How;
  readonly down?: How;
}

/** What happens to one object: both sides, so that the inverse is the swap. Create: before null. Drop: after null. Rename: the refs differ. */
export interface ObjectChange {
  readonly kind: "object";
  readonly before: SchemaObject | null;
  readonly after: SchemaObject | null;
  readonly via?: Via;
  /** Waits for the contract gate; absent: happens at once. */
  readonly phase?: "contract";
}

/** A value in a row as people write it: plain data, or one tag. */
export type RowValue =
  | string
  | number
  | boolean
  | null
  | { readonly sql: string }
  | { readonly json: unknown }
  | { readonly base64: string };
export type Row = Readonly<Record<string, RowValue>>;

/** Rows by reference: the change holds no rows, only where to read them, how many and their digest. */
export interface RowSet {
  readonly count: number;
  readonly digest: Digest;
  read(): Iterable<Row>;
}

export interface BatchOptions {
  /** Rows a batch starts with; adapted towards `targetMs`. */
  readonly rows?: number;
  readonly targetMs?: number;
  /** How many work side by side; one where absent. */
  readonly workers?: number;
}

export interface Throttle {
  readonly lagMs?: number;
  readonly pauseMs?: number;
  readonly rowsPerSecond?: number;
  /** Absent: it holds back where more write-ahead log comes up than the server is set up to take. */
  readonly log?: "unlimited";
}

/** The data steps of the language, resolved: names are refs, `set` values are SQL text per column. */
export type DataStep =
  | {
      readonly step: "insertRows";
      readonly table: ObjectRef;
      readonly rows: RowSet;
      readonly onConflict: "error" | "nothing";
      readonly batch?: BatchOptions;
    }
  | {
      readonly step: "upsertRows";
      readonly table: ObjectRef;
      readonly key: readonly string[];
      readonly rows: RowSet;
      readonly batch?: BatchOptions;
    }
  | {
      readonly step: "updateRows";
      readonly table: ObjectRef;
      readonly set: Readonly<Record<string, string>>;
      readonly where: string | null;
      readonly batch?: BatchOptions;
    }
  | { readonly step: "deleteRows"; readonly table: ObjectRef; readonly where: string | null; readonly batch?: BatchOptions }
  | {
      readonly step: "copyRows";
      readonly query: string;
      readonly table: ObjectRef;
      readonly columns: readonly string[];
      readonly batch?: BatchOptions;
    }
  | {
      readonly step: "backfill";
      readonly table: ObjectRef;
      readonly set: Readonly<Record<string, string>>;
      readonly where: string | null;
      /** Columns that page through the table; null: the primary key (SQLite: rowid). */
      readonly key: readonly string[] | null;
      readonly batch: BatchOptions;
      readonly throttle: Throttle;
      readonly keepInSync: "no" | "untilRevisionEnds";
    }
  /** Undo of insertRows/upsertRows: removes exactly the rows that the step `of` (revision, step id) of the journal inserted. */
  | { readonly step: "deleteInserted"; readonly table: ObjectRef; readonly of: { readonly revision: string; readonly step: string } }
  | { readonly step: "assert"; readonly query: string; readonly expect: string; readonly message: string };

/** A change of rows. Its own way down is `deleteInserted`, an explicit downgrade, or nothing where a structural inverse takes the data away. */
export interface DataChange {
  readonly kind: "data";
  /** Identity of the step inside its revision, stable over runs: cursor and journal hang on it. */
  readonly id: string;
  readonly data: DataStep;
}

/** SQL whose effect nobody derived. After it the model is open: what no document declares is unknown. */
export interface OpaqueChange {
  readonly kind: "opaque";
  readonly id: string;
  readonly sql: string;
  /** false: cannot run in a transaction (said, or recognised by the grammar). */
  readonly transaction: boolean;
}

export type Change = ObjectChange | DataChange | OpaqueChange;

/** The ref a change is about: the new one where there is one. */
export const subject = ({ before, after }: ObjectChange): ObjectRef => {
  const object = after ?? before;
  if (object === null) throw new TypeError("a change needs at least one side");
  return object.ref;
};

export type ObjectAction = "create" | "drop" | "alter" | "rename";
