import { apiVersion } from "../core/api-version.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { ExitCode } from "../core/error.ts";
import { type Condition, conditionsOf } from "./condition.ts";
import { type Situation, standings } from "./situation.ts";
import type { Outcome, Status } from "./status.ts";

/** What is known at the end of a run, whatever its situation; what nobody looked at is null or empty. */
export type Findings = Pick<
  Status,
  "database" | "revision" | "source" | "plan" | "progress" | "drift" | "pendingContract" | "journal" | "history"
>;

export const nothingFound = (database: string): Findings => ({
  database,
  revision: { current: [], target: [], pending: 0 },
  source: null,
  plan: null,
  progress: null,
  drift: null,
  pendingContract: [],
  journal: null,
  history: [],
});

export interface OutcomeInput {
  readonly situation: Situation;
  /** One sentence for people. */
  readonly message: string;
  readonly findings: Findings;
  readonly diagnostics?: readonly Diagnostic[];
  readonly approved?: "True" | "False";
  readonly now: Date;
  /** Conditions of the status before, for transition times and what stays as it was. */
  readonly before?: readonly Condition[];
}

/** The status and exit code of a situation that ends a run. */
export function makeOutcome({ situation, message, findings, diagnostics = [], approved, now, before = [] }: OutcomeInput): Outcome {
  const { reason, exit } = standings[situation];
  const drifted = (findings.drift?.objects.length ?? 0) > 0 ? "yes" : "no";
  const conditions = conditionsOf({ situation, message, drifted, now, before, ...(approved === undefined ? {} : { approved }) });
  const status: Status = { apiVersion, kind: "Status", ...findings, reason, message, conditions, diagnostics };
  return { status, situation, exitCode: exit ?? ExitCode.pending };
}
