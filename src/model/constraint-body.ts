import type { IndexKey } from "./body.ts";
import type { Expression } from "./expression.ts";
import type { ObjectRef } from "./ref.ts";

interface Deferrability {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

/** SQLite: what becomes of a statement whose row does not fit, where it is not simply undone. */
export type ConflictAction = "rollback" | "fail" | "ignore" | "replace";

/** SQLite: how the columns of a key stand in its index. */
export interface KeyOrder {
  readonly onConflict?: ConflictAction;
  /** Columns that count downwards; absent: none. */
  readonly descending?: readonly string[];
  /** Collations by column, where not the column's own; absent: none. */
  readonly collations?: Readonly<Record<string, string>>;
}

/** What the index behind a key is for its table, and where it lies; absent: nothing of the kind. */
interface KeyIndex {
  readonly tablespace?: string;
  /** The table is clustered by it. */
  readonly cluster?: true;
  /** Replication knows a row of the table by it. */
  readonly replicaIdentity?: true;
  /** Of a table with partitions: begun for it alone, and some of them have no share of it yet, so that it serves nobody. */
  readonly incomplete?: true;
}

export interface PrimaryKeyBody extends Deferrability, KeyOrder, KeyIndex {
  readonly columns: readonly string[];
  readonly include: readonly string[];
  /** Storage parameters of its index; absent: none. */
  readonly options?: Readonly<Record<string, string>>;
  /** The last column is a range that must not overlap. */
  readonly withoutOverlaps?: true;
}

export interface UniqueBody extends PrimaryKeyBody {
  readonly nullsNotDistinct: boolean;
}

export interface CheckBody {
  readonly expression: Expression;
  readonly noInherit: boolean;
  readonly notValid: boolean;
  /** Not checked at all. */
  readonly notEnforced?: true;
}

export type ReferentialAction = "noAction" | "restrict" | "cascade" | "setNull" | "setDefault";

export interface ForeignKeyBody extends Deferrability {
  readonly columns: readonly string[];
  readonly references: { readonly table: ObjectRef; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  /** The columns that `setNull` or `setDefault` sets; absent: all of them. */
  readonly onDeleteColumns?: readonly string[];
  readonly onUpdate: ReferentialAction;
  readonly match: "simple" | "full";
  readonly notValid: boolean;
  /** Not checked at all. */
  readonly notEnforced?: true;
  /** The last column on both sides is a period. */
  readonly period?: true;
  /** Nothing of the model stands for what it refers to. leftAlone: in a schema that is not managed, or ignored; missing: a table that is not there, or has no such key, which SQLite takes. */
  readonly outside?: "leftAlone" | "missing";
}

export interface ExcludeElement extends IndexKey {
  /** The operator, e.g. `&&`. */
  readonly with: string;
}

export interface ExcludeBody extends Deferrability {
  readonly method: string;
  readonly elements: readonly ExcludeElement[];
  readonly where: Expression | null;
}
