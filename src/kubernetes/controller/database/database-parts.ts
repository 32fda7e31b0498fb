import type { Milliseconds } from "../../../core/duration.ts";
import type { PlanDocument } from "../../../plan/plan-document.ts";
import type { Rollout } from "../../../reconcile/contract-gate.ts";
import type { Source } from "../../../source/source.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { WatchedObjects } from "../../watched/watched-objects.ts";
import type { DatabaseSubject } from "./database-subject.ts";

export interface OpenedSource {
  readonly source: Source;
  /** After which time it is to be looked at again, where it is one that has to be asked. */
  readonly interval?: Milliseconds;
}

/** What the work on a Database needs of the rest of the operator. */
export interface DatabaseParts {
  readonly databases: WatchedObjects<DatabaseObject>;
  /** Nothing is fetched yet. @throws KeelsonError for a source that cannot be */
  openSource(subject: DatabaseSubject, signal: AbortSignal): OpenedSource;
  /** Digests of the plans of this Database that people approved. */
  approvedPlans(subject: DatabaseSubject): ReadonlySet<string>;
  /** Shows the plan that waits for approval, or that none does. */
  publishPlan(subject: DatabaseSubject, plan: PlanDocument | undefined): Promise<void>;
  /** What runs of the application; undefined where the document does not ask. */
  rollout(subject: DatabaseSubject): Rollout | undefined;
  /** Other Databases that claim the same journal in the same database, by key. `place`: host, port, database and project. */
  claim(key: string, place: string): readonly string[];
  /** Of a Database that is gone: claims, watches, caches. */
  forget(key: string): void;
}
