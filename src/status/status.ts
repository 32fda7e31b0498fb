import type { apiVersion } from "../core/api-version.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Digest } from "../core/digest.ts";
import type { ExitCode, KeelsonError } from "../core/error.ts";
import type { HazardKind } from "../instruction/instruction.ts";
import type { PlanDocument } from "../plan/plan-document.ts";
import type { Condition } from "./condition.ts";
import type { Situation } from "./situation.ts";

export interface DriftObject {
  readonly kind: string;
  readonly name: string;
  readonly change: "missing" | "extra" | "changed";
  /** What of a changed one is another: `type`, `comment`, `grants`. */
  readonly fields?: readonly string[];
}

export interface PlanSummary {
  readonly digest: Digest;
  readonly statements: number;
  /** `statement` counts from 0 over all stages. */
  readonly hazards: readonly { readonly kind: HazardKind; readonly statement: number }[];
  /** In a cluster: the Plan object that has its statements and waits for approval. */
  readonly ref?: string;
}

export interface ProgressSummary {
  readonly revision: string;
  readonly stage: number;
  readonly of: number;
  /** Where it failed and what the server said: stage, step, SQLSTATE. Absent where it did not. */
  readonly error?: string;
  readonly backfill?: { readonly rows: number; readonly total: number; readonly rowsPerSecond: number; readonly eta: string | null };
}

export interface HistorySummary {
  readonly seq: number;
  readonly kind: string;
  readonly revision: string | null;
  readonly message: string;
  readonly at: string;
}

/** What is true of one database now: the status of the custom resource, and flat in JSON everywhere else. */
export interface Status {
  readonly apiVersion: typeof apiVersion;
  readonly kind: "Status";
  readonly database: string;
  readonly reason: string;
  readonly message: string;
  readonly revision: { readonly current: readonly string[]; readonly target: readonly string[]; readonly pending: number };
  readonly source: { readonly digest: Digest; readonly commit?: string } | null;
  readonly plan: PlanSummary | null;
  readonly progress: ProgressSummary | null;
  /** `more`: how many there are beside those that are named. */
  readonly drift: { readonly objects: readonly DriftObject[]; readonly more?: number; readonly checkedAt: string } | null;
  readonly pendingContract: readonly string[];
  readonly journal: { readonly seq: number; readonly hash: string } | null;
  /** Newest first, the last ten. */
  readonly history: readonly HistorySummary[];
  readonly conditions: readonly Condition[];
  /** Everything found on the way, errors and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run came to: the status to show, the situation it stands for and the exit code. */
export interface Outcome {
  readonly status: Status;
  readonly situation: Situation;
  readonly exitCode: ExitCode;
  /** The plan that waits for approval, where one does. */
  readonly plan?: PlanDocument;
  /** What stopped the run, where something did. */
  readonly error?: KeelsonError;
}
