import { ExitCode } from "../core/error.ts";
import type { ConditionType } from "./condition.ts";

/** Everything that a run can find itself in. */
export const situations = [
  "inSync",
  "contractPending",
  "driftReported",
  "pending",
  "suspended",
  "applying",
  "backfilling",
  "retrying",
  "interrupted",
  "timedOut",
  "leaseHeld",
  "awaitingApproval",
  "outsideWindow",
  "awaitingContract",
  "awaitingRollout",
  "sourceIncomplete",
  "sourceUnavailable",
  "databaseUnavailable",
  "driftBlocked",
  "schemaAhead",
  "schemaBehind",
  "invalid",
  "sourceEmpty",
  "multipleHeads",
  "revisionUnknown",
  "revisionEdited",
  "revisionContradictsSchema",
  "refused",
  "databaseReplaced",
  "failed",
] as const;
export type Situation = (typeof situations)[number];

/** Those that may be better soon without anybody doing anything: whoever looks again and again tries these anew, after growing pauses. */
export const mayMendThemselves: ReadonlySet<Situation> = new Set([
  "sourceUnavailable",
  "databaseUnavailable",
  "leaseHeld",
  "timedOut",
  "failed",
  "interrupted",
]);

export interface Standing {
  /** `asItWas`: the Ready condition of the status before stays. */
  readonly ready: "True" | "False" | "asItWas";
  /** Conditions that are True beside Ready. */
  readonly beside: readonly ConditionType[];
  /** The reason that the conditions carry. */
  readonly reason: string;
  /** What a process that ends here exits with; null: it goes on. */
  readonly exit: ExitCode | null;
}

const works = { ready: "False", beside: ["Reconciling"] } as const;
const stopped = { ready: "False", beside: ["Stalled"] } as const;
const { done, failed, pending, invalid, leaseHeld, gated, drift, timeout } = ExitCode;

/** The table of situations: the only place that says what each means for Ready, its reason and the exit code. */
export const standings: Readonly<Record<Situation, Standing>> = {
  inSync: { ready: "True", beside: [], reason: "InSync", exit: done },
  contractPending: { ready: "True", beside: [], reason: "ContractPending", exit: done },
  driftReported: { ready: "True", beside: ["Drifted"], reason: "InSync", exit: done },
  // Revisions wait and this verb does not walk: `status`, `check`, a dry run.
  pending: { ...works, reason: "Pending", exit: pending },
  suspended: { ready: "asItWas", beside: [], reason: "Suspended", exit: gated },
  applying: { ...works, reason: "Applying", exit: null },
  backfilling: { ...works, reason: "Backfilling", exit: null },
  retrying: { ...works, reason: "Retrying", exit: null },
  interrupted: { ...works, reason: "Interrupted", exit: failed },
  timedOut: { ...works, reason: "TimedOut", exit: timeout },
  leaseHeld: { ...works, reason: "LeaseHeld", exit: leaseHeld },
  awaitingApproval: { ...works, reason: "AwaitingApproval", exit: gated },
  outsideWindow: { ...works, reason: "OutsideWindow", exit: gated },
  awaitingContract: { ...works, reason: "AwaitingContract", exit: gated },
  // One of a DatabaseSet whose turn has not come.
  awaitingRollout: { ...works, reason: "AwaitingRollout", exit: gated },
  sourceIncomplete: { ...works, reason: "SourceIncomplete", exit: gated },
  sourceUnavailable: { ...works, reason: "SourceUnavailable", exit: failed },
  databaseUnavailable: { ...works, reason: "DatabaseUnavailable", exit: failed },
  driftBlocked: { ready: "False", beside: ["Stalled", "Drifted"], reason: "DriftBlocked", exit: drift },
  schemaAhead: { ...stopped, reason: "SchemaAhead", exit: pending },
  schemaBehind: { ...stopped, reason: "SchemaBehind", exit: pending },
  invalid: { ...stopped, reason: "Invalid", exit: invalid },
  sourceEmpty: { ...stopped, reason: "SourceEmpty", exit: invalid },
  multipleHeads: { ...stopped, reason: "MultipleHeads", exit: invalid },
  revisionUnknown: { ...stopped, reason: "RevisionUnknown", exit: invalid },
  revisionEdited: { ...stopped, reason: "RevisionEdited", exit: invalid },
  revisionContradictsSchema: { ...stopped, reason: "RevisionContradictsSchema", exit: invalid },
  refused: { ...stopped, reason: "Refused", exit: invalid },
  databaseReplaced: { ...stopped, reason: "DatabaseReplaced", exit: invalid },
  failed: { ...stopped, reason: "Failed", exit: failed },
};
