import type { BatchOptions, Change, Throttle } from "../change/change.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { ObjectRef } from "../model/ref.ts";

export const hazardKinds = [
  "dataLoss",
  "tableRewrite",
  "longLock",
  "constraintScan",
  "indexBuild",
  "incompatibleWithRunningApp",
  "irreversible",
  "privilegeChange",
  "unknown",
] as const;
export type HazardKind = (typeof hazardKinds)[number];

export interface Hazard {
  readonly kind: HazardKind;
  /** What can happen, for people: names the object. */
  readonly message: string;
  readonly ref?: ObjectRef;
}

/** PostgreSQL's table lock modes, weakest first; SQLite uses only `exclusive` (the whole database). */
export const lockModes = [
  "accessShare",
  "rowShare",
  "rowExclusive",
  "shareUpdateExclusive",
  "share",
  "shareRowExclusive",
  "exclusive",
  "accessExclusive",
] as const;
export type LockMode = (typeof lockModes)[number];

export interface Lock {
  readonly table: ObjectRef;
  readonly mode: LockMode;
  /** Nothing but the statement itself can take it: LOCK TABLE refuses a foreign table. */
  readonly taken?: "byStatement";
}

/** Rows, bytes and seconds as live statistics suggest; never part of a digest. */
export interface Estimate {
  readonly rows?: number;
  readonly bytes?: number;
  readonly seconds?: number;
  /** Who holds a lock now that it would wait for; absent where nobody does. */
  readonly blockedBy?: readonly string[];
}

/** How well the way back restores: everything, the structure without its data, or nothing. */
export type InverseQuality = "exact" | "structure" | "none";

/** One SQL statement as it will run. */
export interface Statement {
  readonly sql: string;
  /** What stands in its place in a script, which has no journal; null: nothing. The same where absent. */
  readonly inScript?: string | null;
  /** Names of the secrets whose values take the place of their marks in it, on the way to the server and nowhere else. */
  readonly secrets?: readonly string[];
  readonly hazards: readonly Hazard[];
  readonly locks: readonly Lock[];
  readonly inverse: InverseQuality;
  /** Goes through rows of which nobody counted how many are meant; absent: as its hazards say. */
  readonly goesThrough?: "rows";
  readonly estimate?: Estimate;
}

/** A fact asserted on the server under the stage's lock; when it does not hold the stage rolls back and the run plans anew. */
export interface Precondition {
  /** SQL giving one boolean (PostgreSQL) or 0/1 (SQLite): true where it holds. */
  readonly sql: string;
  readonly message: string;
}

/** Its statement(s) must not share a stage with what comes before (`before`), after, or both. */
export type Barrier = "before" | "after" | "both";

interface Common {
  /** What it does to the model; together the effects of all instructions equal the changes they came from. */
  readonly effects: readonly Change[];
  readonly phase: "expand" | "contract";
  readonly barrier?: Barrier;
  /** The revision step (its id) that asked for it; absent for computed differences. */
  readonly step?: string;
  /** How long that step may take, for all of its statements in one transaction together, or for its batches in one run; absent: as policy says. */
  readonly timeout?: Milliseconds;
  /** What takes away helpers that it leaves for the rest of its walk: run at the end of the walk, or when it is walked back. Safe where they are gone. */
  readonly leaves?: readonly Statement[];
  /** Given where its effects are none of the changes that were asked for: the ones that it is a part of. For the planner, which finds the step by them. */
  readonly carries?: readonly Change[];
  /** Relations that SQL as written makes, which nobody uses yet. For the planner, too. */
  readonly makes?: readonly ObjectRef[];
}

export interface StatementInstruction extends Common {
  readonly kind: "statement";
  readonly statements: readonly Statement[];
  /**
   * transaction: with its neighbours; autocommit: alone, outside any transaction (CONCURRENTLY);
   * rebuild: a stage of its own with foreign keys off (SQLite).
   */
  readonly mode: "transaction" | "autocommit" | "rebuild";
  readonly preconditions: readonly Precondition[];
  /** VALIDATE and approved rewrites: no statement timeout. */
  readonly long: "no" | "yes";
  /** A person's own SQL: each statement takes its locks where it stands, none is taken before. */
  readonly asWritten?: "yes";
  /** For autocommit: it takes locks like any other, and may not keep others behind it waiting. */
  readonly waits?: "briefly";
  /** For autocommit: refused, it may have done a part of its work all the same, as a procedure that commits. */
  readonly mayLeave?: "parts";
  /** For autocommit: SQL giving one of `done | todo | broken`, asked on resume, and the SQL that clears what is broken. */
  readonly probe?: { readonly sql: string; readonly clear: readonly string[] };
}

/** What a batch does to the rows of its page. */
export type KeyedWork = { readonly kind: "update"; readonly set: Readonly<Record<string, string>> } | { readonly kind: "delete" };

/** Rows that a batch brings in: as they are written, or laid aside before and numbered. Each batch runs `after` behind them. */
export type RowsWork =
  | {
      readonly kind: "insert";
      /** Statements, each of few rows. */
      readonly units: readonly { readonly sql: string; readonly rows: number }[];
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  /** `insert`: the statement without the range of the numbers; `from`: where the rows lie. */
  | { readonly kind: "copy"; readonly insert: string; readonly from: string; readonly ordinal: string; readonly after: readonly string[] };

/** A data step in committed batches: by key, or in the order of the rows. */
interface BatchOf<Work> extends Common {
  readonly kind: "batch";
  /** Identity of the cursor in the journal (the step's id). */
  readonly id: string;
  readonly table: ObjectRef;
  readonly work: Work;
  readonly where: string | null;
  /** Columns to page by, with their types for casting the cursor; null: SQLite rowid. */
  readonly key: readonly { readonly name: string; readonly type: string }[] | null;
  readonly batch: BatchOptions;
  readonly throttle: Throttle;
  readonly statement: Statement;
}

export type KeyedBatch = BatchOf<KeyedWork>;
export type RowsBatch = BatchOf<RowsWork>;
export type BatchInstruction = KeyedBatch | RowsBatch;

export const isKeyed = (batch: BatchInstruction): batch is KeyedBatch => batch.work.kind === "update" || batch.work.kind === "delete";

/** A question whose answer decides whether the run goes on (assert, verify). */
export interface ProbeInstruction extends Common {
  readonly kind: "probe";
  readonly sql: string;
  readonly expect: string;
  readonly message: string;
}

export type Instruction = StatementInstruction | BatchInstruction | ProbeInstruction;
