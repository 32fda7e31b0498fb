import type { Digest } from "../core/digest.ts";
import type { Expression } from "../model/expression.ts";
import type { Model } from "../model/model.ts";
import type { ObjectRef } from "../model/ref.ts";
import type { Question } from "../model/question.ts";
import type { Facts } from "./facts.ts";
import type { Health, HealthRequest } from "./health.ts";
import type { JournalStore } from "./journal.ts";
import type { LeaseStore } from "./lease.ts";
import type { Rights } from "./rights.ts";
import type { RowsDifference, RowsRequest } from "./rows.ts";
import type { ReadStatistics } from "./statistics.ts";
import type { StageRunner } from "./stage-runner.ts";

export interface ServerInfo {
  /** As the server prints it, e.g. `16.14`. */
  readonly version: string;
  /** Comparable, e.g. 160014; SQLite 3052000. */
  readonly versionNumber: number;
  /** system identifier, timeline and start of the server; the file's identity for SQLite. */
  readonly epoch: string;
  readonly readOnly: boolean;
  /** Whether a transaction pooler stands between. */
  readonly pooled: boolean;
  readonly database: string;
}

/** The first look at a database, in one round trip once the session is ready. */
export interface Observation {
  readonly server: ServerInfo;
  readonly journal: "absent" | "present" | "newer";
  readonly heads: readonly string[];
  /** What the last complete run found when it left nothing to do; null: something was left. */
  readonly settledAt: string | null;
  readonly last: { readonly seq: number; readonly hash: string } | null;
  /** Whether a revision is under way, a contract half pending or a backfill unfinished. */
  readonly unfinished: boolean;
  /** Moves whenever the catalogue of the schemas that were asked about may have changed; valid for one epoch. null: nobody asked. */
  readonly catalogueMark: string | null;
  /** The mark that the last complete run left. */
  readonly journalMark: string | null;
}

/** Something live that keelson does not manage; always reported by name, never dropped silently. */
export interface UnmanagedObject {
  /** Free text from the catalogue: `function`, `trigger`, `extension`, … */
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
}

export interface Inspection {
  readonly model: Model;
  readonly unmanaged: readonly UnmanagedObject[];
}

export interface InspectRequest {
  readonly schemas: readonly string[];
  /** Glob patterns of names to leave alone, as `spec.ignore`. */
  readonly ignore: readonly string[];
  /** `leftOut`: what keelson does not manage is not looked for, and `unmanaged` is empty. That question takes longer than all others. */
  readonly unmanaged?: "leftOut";
}

/** What the server has answered about its catalogue, from which an inspection is made when somebody asks for it. */
export interface Reading {
  /** Digests of all questions with their answers: where they are the same, the inspection is. */
  readonly answers: ReadonlySet<Digest>;
  inspection(): Promise<Inspection>;
}

/** Spells expressions as the server does. */
export interface Canonical {
  /**
   * For each question: are both sides the same once the server has spelled both out?
   * null: it refuses one of them, because of what is not there. `desired` gives the tables that questions live on (columns as desired).
   * Rolled back always; needs no right to create anything lasting.
   */
  answer(questions: readonly Question[], desired: Model): Promise<readonly (boolean | null)[]>;
  /** Why this database must not be asked about tables of these schemas; null where it may be. Absent: it always may. */
  obstacle?(schemas: readonly string[]): Promise<string | null>;
  /** Absent where asking costs nothing. */
  readonly memory?: AnswerMemory;
}

/** Answers that were given before, kept beside the journal under digests of all that they depend on. */
export interface AnswerMemory {
  /** Nothing where there is no journal, or where it may not be read. */
  recall(keys: readonly Digest[]): Promise<ReadonlyMap<Digest, boolean>>;
  /** Under the lease. */
  remember(answers: ReadonlyMap<Digest, boolean>): Promise<void>;
}

/** One live database, connected. */
export interface Session {
  readonly server: ServerInfo;
  /** `schemas`: those whose mark is wanted; to take it reads their whole catalogue, so whoever does not compare it asks about none. */
  observe(project: string, schemas: readonly string[]): Promise<Observation>;
  inspect(request: InspectRequest): Promise<Inspection>;
  /** The same in two steps, for whoever knows what was answered `before`: nothing is made of the same once more. Absent where asking is all there is to it. */
  read?(request: InspectRequest, before: ReadonlySet<Digest>): Promise<Reading>;
  /** Facts about the named tables and, for columns among `columns`, whether they hold only NULLs. */
  facts(tables: readonly ObjectRef[], columns: readonly ObjectRef[]): Promise<Facts>;
  /** Compares declared rows with those of their table, which must be there; changes nothing. Absent where the dialect keeps no rows in step. */
  rows?(request: RowsRequest): Promise<RowsDifference>;
  /** For estimates; absent where the dialect has none. */
  readonly statistics?: ReadStatistics;
  readonly canonical: Canonical;
  readonly journal: JournalStore;
  readonly lease: LeaseStore;
  readonly stages: StageRunner;
  /** Absent where the dialect has no rights of its own. */
  readonly rights?: Rights;
  /** For `doctor`; absent where the dialect has nothing to say of itself. Needs no right. */
  health?(request: HealthRequest): Promise<Health>;
  close(): Promise<void>;
}

export type { Expression, Question };
