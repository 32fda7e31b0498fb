import type { Milliseconds } from "../core/duration.ts";
import type { Direction, Stage } from "../instruction/plan.ts";
import type { BackfillProgress } from "../port/journal.ts";

interface AtStage {
  /** null: a computed difference. */
  readonly revision: string | null;
  readonly stage: number;
  readonly of: number;
}

/** A batch is committed: how far the step is by now, and which worker's part of it this was where several work. */
export interface BatchDone {
  readonly kind: "batchDone";
  readonly backfill: BackfillProgress;
  readonly part?: string;
  readonly rows: number;
  readonly milliseconds: Milliseconds;
}

/**
 * Why a backfill that could go on does not: standbys have not replayed what it did, more log is written than the server is set up to take, somebody paused it, or its
 * window is shut.
 */
export type HeldBackBy = "replicas" | "log" | "pause" | "window";

/** What a run tells while it goes. */
export type ExecutionEvent =
  | {
      readonly kind: "revisionStarted";
      readonly revision: string;
      readonly direction: Direction;
      readonly stages: number;
      /** The stage it goes on at. */
      readonly from: number;
    }
  | { readonly kind: "revisionDone"; readonly revision: string; readonly direction: Direction; readonly outcome: "applied" | "skipped" }
  | { readonly kind: "revisionUndone"; readonly revision: string }
  /** A computed difference went through: what it has brought about, in words. */
  | { readonly kind: "differenceDone"; readonly changes: readonly string[] }
  | (AtStage & { readonly kind: "stageStarted"; readonly mode: Stage["mode"]; readonly statements: readonly string[] })
  | (AtStage & { readonly kind: "stageDone"; readonly milliseconds: Milliseconds })
  | (AtStage & BatchDone)
  /** Once for a reason after each batch that did something. */
  | (AtStage & { readonly kind: "heldBack"; readonly backfill: BackfillProgress; readonly by: HeldBackBy })
  | (AtStage & {
      readonly kind: "retrying";
      readonly attempt: number;
      readonly pause: Milliseconds;
      readonly reason: string;
      readonly sqlState: string | null;
      /** Who held the lock that was waited for in vain, as far as that can be told; null where it was no such wait. */
      readonly blockers: readonly string[] | null;
    })
  /** The answer to a COMMIT was lost; the journal told whether it had happened. */
  | (AtStage & { readonly kind: "recovered"; readonly committed: "yes" | "no" });
