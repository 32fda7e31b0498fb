import { apiVersion } from "../../core/api-version.ts";
import type { Diagnostic, FlatDiagnostic } from "../../core/diagnostic.ts";
import { ExitCode } from "../../core/error.ts";
import type { Condition } from "../../status/condition.ts";
import { nothingFound } from "../../status/make-outcome.ts";
import { type Situation, situations, standings } from "../../status/situation.ts";
import type { Outcome, Status } from "../../status/status.ts";
import type { ApiObject } from "../client/api-object.ts";
import type { DatabaseObject, DatabaseObjectStatus } from "../object/database-object.ts";

/** What the operator says of a Database: the status document and exit code that a run beside the database gives. */
export function reportedOutcome(object: DatabaseObject): Outcome {
  const { status: found = {} } = object;
  const conditions = (found.conditions ?? []).map(withoutGeneration);
  const { situation, said } = reportedStanding(object, conditions);
  return { status: statusOf(object, found, conditions, said), situation, exitCode: standings[situation].exit ?? ExitCode.pending };
}

/** Something whose status says of which spec it is. */
type Observed = Pick<ApiObject, "metadata"> & { readonly status?: { readonly observedGeneration?: number } };

/** Whether the status is about the spec as it is now. */
export const isSeen = ({ metadata, status }: Observed): boolean => status?.observedGeneration === metadata.generation;

type Said = Pick<Condition, "reason" | "message">;

/** What its conditions come to, where they are about the spec as it is now. */
export function reportedStanding(
  object: Observed,
  conditions: readonly Condition[],
): { readonly situation: Situation; readonly said: Said } {
  const ready = conditions.find(({ type }) => type === "Ready");
  return isSeen(object) && ready !== undefined
    ? { situation: situationOf(ready, conditions), said: ready }
    : { situation: "pending", said: unseen(ready) };
}

const unseen = (ready: Condition | undefined): Said => ({
  reason: standings.pending.reason,
  message: ready === undefined ? "No operator has looked at it yet" : "No operator has looked at its newest spec yet",
});

/** The situation whose reason this is. An operator of another version may know reasons that this one does not. */
function situationOf({ reason, status }: Condition, conditions: readonly Condition[]): Situation {
  const known = situations.find((situation) => standings[situation].reason === reason);
  if (known !== undefined) return known;
  if (status === "True") return "inSync";
  return conditions.some(({ type, status: holds }) => type === "Stalled" && holds === "True") ? "failed" : "pending";
}

function statusOf(
  { metadata }: DatabaseObject,
  found: DatabaseObjectStatus,
  conditions: readonly Condition[],
  { reason, message }: Said,
): Status {
  const nothing = nothingFound(metadata.name);
  return {
    apiVersion,
    kind: "Status",
    database: metadata.name,
    reason,
    message,
    revision: found.revision ?? nothing.revision,
    source: found.source ?? null,
    plan: found.plan ?? null,
    progress: found.progress ?? null,
    drift: found.drift ?? null,
    pendingContract: found.pendingContract ?? [],
    journal: found.journal ?? null,
    history: found.history ?? [],
    conditions,
    diagnostics: (found.diagnostics ?? []).map(placed),
  };
}

export const withoutGeneration = ({ type, status, reason, message, lastTransitionTime }: Condition): Condition => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime,
});

export const placed = ({ file, line, column, ...rest }: FlatDiagnostic): Diagnostic =>
  file === undefined || line === undefined || column === undefined ? rest : { ...rest, position: { file, line, column } };
