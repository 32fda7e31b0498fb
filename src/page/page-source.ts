import type { Diagnostic } from "../core/diagnostic.ts";
import type { KeelsonError } from "../core/error.ts";
import type { Model } from "../model/model.ts";
import type { PlanDocument } from "../plan/plan-document.ts";
import type { DriftText } from "../report/drift-text.ts";
import type { GraphNodeView } from "../report/graph-view.ts";
import type { HistoryRow } from "../report/history-rows.ts";
import type { Status } from "../status/status.ts";
import type { PageSets } from "./page-set.ts";

/** Where the page has its databases from: a directory and what it connects to, or a cluster. Nothing of it changes anything. */
export interface PageSource {
  /** What all of them belong to, for people: a file, a namespace. */
  readonly title: string;
  databases(): Promise<readonly PageEntry[]>;
  /** Undefined where there is none of that key. `signal` aborts when nobody waits for any part of it any more. */
  database(key: string, signal: AbortSignal): Promise<PageDatabase | undefined>;
  /** Absent where there is nothing of the kind. */
  readonly sets?: PageSets;
}

/** A database in the list. */
export interface PageEntry {
  /** `name`, or in a cluster `namespace/name`. */
  readonly key: string;
  /** Null where nobody has looked at it yet. */
  readonly status: Status | null;
  /** Why there is no status. */
  readonly error?: KeelsonError;
}

/** One database, each part asked only when somebody opens its page. Any may throw a KeelsonError: it is shown in that part's place. */
export interface PageDatabase {
  readonly key: string;
  /** Null where nobody has looked at it yet. */
  status(): Promise<Status | null>;
  /** The revision graph, newest first, with what the database has of it. */
  revisions(): Promise<readonly GraphNodeView[]>;
  /** What would run or waits for somebody, newest first. */
  plans(): Promise<readonly PagePlan[]>;
  drift(): Promise<readonly DriftText[]>;
  /** Newest first. */
  history(): Promise<readonly HistoryRow[]>;
  /** The schema that the documents lead to. */
  model(): Promise<Model>;
}

export interface PagePlan {
  readonly document: PlanDocument;
  /** Where the plan stands, in a word or a sentence: `waits for approval`. Absent where that is not known. */
  readonly state?: string;
  /** What stands in its way: rights that a run would lack. */
  readonly diagnostics?: readonly Diagnostic[];
}
