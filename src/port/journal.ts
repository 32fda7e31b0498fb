import type { Digest } from "../core/digest.ts";

/**
 * A revision's row in the history; append-only, chained by hash. An entry of kind `downgrade` takes the revision away,
 * every other kind with a revision puts it there (a stamp backwards writes `downgrade` with outcome `stamped`).
 */
export interface HistoryEntry {
  readonly seq: number;
  readonly kind: "upgrade" | "downgrade" | "stamp" | "adopt" | "declarative" | "repair";
  readonly revision: string | null;
  readonly message: string;
  readonly parents: readonly string[];
  readonly digest: Digest | null;
  readonly planDigest: Digest | null;
  readonly outcome: "applied" | "skipped" | "stamped";
  /** JSON of StepOutcome[]: what each step did and what undoes it. */
  readonly steps: string;
  /** Canonical JSON: { tool, version, user, host, sourceCommit, sourceDigest, variables }. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where a revision that has begun stands. */
export interface Progress {
  readonly revision: string;
  readonly direction: "up" | "down";
  readonly planDigest: Digest;
  /** Stages done so far (0 … of). */
  readonly stage: number;
  readonly of: number;
  /** started: an autocommit stage was announced and nobody said that it ended. */
  readonly state: "done" | "started" | "failed";
  readonly error: string | null;
  /** Canonical JSON of the walk as planned: so that the next run goes on with the same stages. */
  readonly walk: string;
}

export interface BackfillProgress {
  readonly id: string;
  readonly revision: string;
  readonly table: string;
  /** JSON array of key texts last done; null before the first batch. */
  readonly cursor: string | null;
  /** Of a part that a worker of its own does: key texts as of the cursor up to which it goes, `[]` to the end. null or absent: it is the whole. */
  readonly until?: string | null;
  readonly rows: number;
  readonly total: number;
  readonly state: "running" | "paused" | "done" | "cancelled";
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** A contract half that waits for its gate. */
export interface PendingContract {
  readonly id: string;
  readonly since: string;
  /** JSON of Change[]. */
  readonly changes: string;
}

export interface OwnedObject {
  readonly kind: string;
  /** refKey of the object. */
  readonly ref: string;
  /** `adopted`: as it was, with all of its parts; `declared`: it was somebody's, of its parts only those that have rows of their own are ours. */
  readonly origin: "created" | "adopted" | "declared";
}

/** All that a run must know of the past of one project. */
export interface JournalSnapshot {
  readonly format: number;
  /** `elsewhere`: another database or server wrote it, so it came here by a backup or a copy; `untold` by a program that did not note it. */
  readonly identity: "here" | "elsewhere" | "untold";
  readonly heads: readonly string[];
  /** Digest of every applied revision that is at or below the heads. */
  readonly applied: ReadonlyMap<string, Digest>;
  readonly last: { readonly seq: number; readonly hash: string } | null;
  /** Whether each row of the history names the one before it, back to the last one by which somebody accepted that it does not. */
  readonly chain: "whole" | "broken";
  readonly progress: readonly Progress[];
  readonly pending: readonly PendingContract[];
  readonly backfills: readonly BackfillProgress[];
  /** refKey → entry. */
  readonly objects: ReadonlyMap<string, OwnedObject>;
  /** refKey → project, of what other projects of this database own. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** The model as the last run left it (serialised, decompressed), or null. */
  readonly model: string | null;
  /** What the last complete run found when it left nothing to do; null: something was left. */
  readonly settledAt: string | null;
  /** Of all of it as the database holds it. Absent where nobody tells. */
  readonly digest?: Digest;
}

/** One write to the journal; a transactional stage carries its writes inside its own transaction. */
export type JournalWrite =
  | { readonly kind: "history"; readonly entry: HistoryEntry }
  | { readonly kind: "heads"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "progressDone"; readonly revision: string }
  | { readonly kind: "pendingAdd"; readonly pending: PendingContract }
  | { readonly kind: "pendingRemove"; readonly id: string }
  | { readonly kind: "backfill"; readonly backfill: BackfillProgress }
  | { readonly kind: "backfillRemove"; readonly revision: string }
  | { readonly kind: "objects"; readonly add: readonly OwnedObject[]; readonly remove: readonly string[] }
  | { readonly kind: "model"; readonly text: string }
  /** The journal belongs to this database from now on. */
  | { readonly kind: "identity" }
  /** Nothing is left to do, `at` all that this depends on. `mark`: the catalogue's mark as observed before the run found that; null where nobody took it. */
  | { readonly kind: "settled"; readonly at: string; readonly mark: string | null }
  /** Rows remembered by insertRows/upsertRows of the revision are no longer needed. */
  | { readonly kind: "insertedForget"; readonly revision: string };

/** Reading and first creation of the journal. Every write but `ensure` and `purge` runs fenced, through StageRunner. */
export interface JournalStore {
  /** Creates or migrates the journal's own tables. Safe to race: the loser reads again. Refuses a newer format. */
  ensure(): Promise<void>;
  /** null where there is no journal at all; `model` is null where it is left out. One round trip. @throws where its format is newer than ours. */
  read(project: string, model?: "leftOut"): Promise<JournalSnapshot | null>;
  /** Newest first. */
  history(project: string): Promise<readonly HistoryEntry[]>;
  /** What a person wants of a backfill; whoever runs it sees that after its batch. Unfenced: it takes nobody's work away. */
  steerBackfill(
    project: string,
    backfill: Pick<BackfillProgress, "id" | "revision">,
    state: "running" | "paused" | "cancelled",
  ): Promise<void>;
  /** Drops what the journal holds of the project (deletionPolicy forget). */
  forget(project: string): Promise<void>;
}
