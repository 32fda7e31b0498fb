import { type ExitCode, KeelsonError } from "../../core/error.ts";
import { type Comparison, comparisonExitCode } from "../../reconcile/compare.ts";
import type { Situation } from "../../status/situation.ts";
import type { Outcome, Status } from "../../status/status.ts";
import { readDatabase, type RemoteDatabase, titleOf } from "./remote-database.ts";
import { reportedOutcome } from "./reported-outcome.ts";

/** How database, revisions and Schema stood to each other when the operator last looked. Null: a status does not tell. */
export interface RemoteComparison extends Pick<Comparison, "state" | "drift"> {
  readonly pending: readonly string[] | null;
  readonly schemaAhead: Comparison["schemaAhead"] | null;
  readonly unmanaged: null;
}

export interface RemoteCheck {
  readonly comparison: RemoteComparison;
  readonly status: Status;
  readonly exitCode: ExitCode;
}

/** @throws NotFoundError; KeelsonError with the status where the operator could not compare, with the exit code of what stopped it */
export async function remoteCheck(remote: RemoteDatabase, only: "pending" | "drift" | "everything"): Promise<RemoteCheck> {
  const outcome = reportedOutcome(await readDatabase(remote));
  const { status, situation } = outcome;
  if (bearings[situation] === "unknown") throw uncompared(remote, outcome);
  const behind = bearings[situation] === "waits" || status.revision.pending > 0;
  const isAhead = situation === "schemaAhead" || situation === "schemaBehind";
  const drift = only === "pending" ? [] : (status.drift?.objects ?? []);
  const hasDrift = drift.length > 0 || (only !== "pending" && situation === "driftBlocked");
  const isBehind = behind && only !== "drift";
  const comparison: RemoteComparison = {
    state: hasDrift ? "drift" : isBehind ? "pending" : "inSync",
    pending: isBehind && status.revision.pending > 0 ? null : [],
    schemaAhead: isAhead && isBehind ? null : [],
    drift,
    unmanaged: null,
  };
  return { comparison, status, exitCode: comparisonExitCode(comparison) };
}

/** `settled`: nothing is to be done. `waits`: something is, whether anybody does it now or not. `unknown`: it cannot be asked, or what is asked of it makes no sense. */
const bearings: Readonly<Record<Situation, "settled" | "waits" | "unknown">> = {
  inSync: "settled",
  contractPending: "settled",
  driftReported: "settled",
  suspended: "settled",
  driftBlocked: "settled",
  pending: "waits",
  applying: "waits",
  backfilling: "waits",
  retrying: "waits",
  interrupted: "waits",
  timedOut: "waits",
  leaseHeld: "waits",
  awaitingApproval: "waits",
  outsideWindow: "waits",
  awaitingContract: "waits",
  awaitingRollout: "waits",
  sourceIncomplete: "waits",
  schemaAhead: "waits",
  schemaBehind: "waits",
  sourceUnavailable: "unknown",
  databaseUnavailable: "unknown",
  invalid: "unknown",
  sourceEmpty: "unknown",
  multipleHeads: "unknown",
  revisionUnknown: "unknown",
  revisionEdited: "unknown",
  revisionContradictsSchema: "unknown",
  refused: "unknown",
  databaseReplaced: "unknown",
  failed: "unknown",
};

function uncompared(remote: RemoteDatabase, { status, exitCode }: Outcome): KeelsonError {
  const message = `${titleOf(remote)} is ${status.reason}: ${status.message}`;
  const own = { code: "not-compared", severity: "error", message, remedy: "Mend that; the operator compares again by itself" } as const;
  return new KeelsonError(message, {
    code: own.code,
    exitCode,
    diagnostics: status.diagnostics.length > 0 ? status.diagnostics : [own],
    status,
  });
}
