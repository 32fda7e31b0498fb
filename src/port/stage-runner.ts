import type { Milliseconds } from "../core/duration.ts";
import type { BatchInstruction, KeyedBatch, ProbeInstruction } from "../instruction/instruction.ts";
import type { Stage } from "../instruction/plan.ts";
import type { BackfillProgress, JournalWrite } from "./journal.ts";
import type { LeaseGrant } from "./lease.ts";

/** What to do about a failure, decided by SQLSTATE in one table of the dialect. */
export type Disposition =
  /** The same again after a pause (lock, deadlock, connection). */
  | "retry"
  /** The same again, a few times only. */
  | "retryFew"
  /** A precondition no longer holds: look again and plan anew. */
  | "replan"
  /** The lease is lost: stop, observe. */
  | "fenced"
  /** The answer to COMMIT is lost: read the journal under a new token before anything else. */
  | "ambiguous"
  | "terminal";

export interface StageLimits {
  readonly lockTimeout: Milliseconds;
  /** 0: none. */
  readonly statementTimeout: Milliseconds;
}

export interface StageContext {
  readonly grant: LeaseGrant;
  readonly limits: StageLimits;
  readonly searchPath: readonly string[];
  /** Hash of the last entry of the history once the stage before has committed: asserted first, for a stage that is sent before that one has answered. */
  readonly after?: string;
  /** `later`: COMMIT need not wait for the disk, since one that is sent behind it does, and what is on the disk is there in its order. */
  readonly flush?: "later";
  /** Aborted: the running statement is cancelled and rolled back. */
  readonly signal: AbortSignal;
}

export interface BatchReport {
  /** Rows done in this batch. */
  readonly rows: number;
  readonly milliseconds: Milliseconds;
  readonly done: boolean;
  readonly progress: BackfillProgress;
  /** How many other sessions waited for its locks when it ended; absent where nobody can tell. */
  readonly waiters?: number;
}

/** Where the log ends, and what the server is set up to take of it. In bytes. */
export interface LogPosition {
  readonly written: number;
  /** Without any rest. */
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Places in the server's log, in bytes. */
export interface ReplicaPosition {
  readonly written: number;
  /** What the slowest replica has replayed. */
  readonly replayed: number;
}

export interface BatchWorker {
  /** As `StageRunner.batch`. */
  batch(instruction: KeyedBatch, progress: BackfillProgress, rows: number, context: StageContext): Promise<BatchReport>;
  close(): Promise<void>;
}

/** Batches of one step at the same time. All throw StageError. */
export interface SideBySide {
  /** The last keys of that many ranges of about the same size, but for the last range, which has no end; fewer where there are few rows. JSON arrays of key texts, ascending. */
  split(instruction: KeyedBatch, parts: number, context: StageContext): Promise<readonly string[]>;
  /** A connection of its own. */
  open(): Promise<BatchWorker>;
  /** Once all parts (`<id>#…`) are done: whether rows match that came meanwhile. Never where rows that were written go on matching. */
  isLeft(instruction: KeyedBatch, revision: string, context: StageContext): Promise<boolean>;
}

/** Runs stages. Effects and journal writes of a transactional stage commit together or not at all. All throw StageError. */
export interface StageRunner {
  /**
   * How many transactions may be asked for at once. They run in the order given, each after the first with `after`: when one fails, those
   * behind it fail without effect. Absent: one.
   */
  readonly depth?: number;
  /** Reads secrets that statements name, so that one that is missing is known before anything runs. Absent where statements name none. @throws InputError */
  readSecrets?(names: readonly string[]): Promise<void>;
  /** Mode transaction and rebuild: one transaction with its journal writes, fenced. Also used with no instruction, for journal writes alone. */
  transaction(
    stage: Pick<Stage, "index" | "revision" | "instructions" | "mode">,
    writes: readonly JournalWrite[],
    context: StageContext,
  ): Promise<void>;
  /** Mode autocommit: `started` is journaled, the statement runs outside a transaction, `done` is journaled. On resume the probe decides. */
  autocommit(
    stage: Stage,
    writes: { readonly started: readonly JournalWrite[]; readonly done: readonly JournalWrite[] },
    context: StageContext,
  ): Promise<void>;
  /** One batch: rows and cursor in one transaction. A cursor of null: from the beginning (again where rows still match after a pass). */
  batch(instruction: BatchInstruction, progress: BackfillProgress, rows: number, context: StageContext): Promise<BatchReport>;
  /** Absent where only one can write at a time: what asks for several workers is done by one. */
  readonly sideBySide?: SideBySide;
  /** How far the replicas have come; null where none is to be seen. Absent where the dialect has none. */
  replicas?(): Promise<ReplicaPosition | null>;
  /** How much log has been written, whoever wrote it; null where nobody can tell. Absent where the dialect has none that others share. */
  log?(): Promise<LogPosition | null>;
  /** Answer of an assert or verify query as text; null for no row or NULL. Read-only. */
  probe(probe: Pick<ProbeInstruction, "sql">, context: Pick<StageContext, "searchPath" | "signal">): Promise<string | null>;
}
