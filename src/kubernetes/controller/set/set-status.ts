import { type Diagnostic, flatDiagnostic } from "../../../core/diagnostic.ts";
import type { Situation } from "../../../status/situation.ts";
import { conditionsOf } from "../../../status/condition.ts";
import type { DatabaseSetObject, DatabaseSetStatus, TargetStatus } from "../../object/database-set-object.ts";
import { requestedRun } from "../../object/database-object.ts";
import { shortened } from "../../../core/shortened.ts";
import { describeRollout } from "./describe-rollout.ts";
import type { JudgedMember } from "./member.ts";
import type { Rollout, RolloutStep } from "./rollout.ts";

/** An object is no place for more. */
const longestMessage = 300;
const mostDiagnostics = 20;
const mostExplained = 500;

/** `rests`: its author suspended the rollout. */
export type Pace = "goes" | "rests";

/** What a set shows of its rollout. */
export function rolloutStatus(
  set: DatabaseSetObject,
  { rollout, pauses }: RolloutStep,
  members: readonly JudgedMember[],
  pace: Pace,
  now: Date,
): DatabaseSetStatus {
  const count = (state: JudgedMember["state"]): number => members.filter((member) => member.state === state).length;
  const message = `${pace === "rests" ? "Suspended: " : ""}${describeRollout(rollout, members)}`;
  return {
    ...standing(set, pace === "rests" ? "suspended" : situationOf(rollout, members), message, now),
    targets: explained(members.map(targetStatus)),
    total: members.length,
    ready: count("ready"),
    failed: count("failed"),
    ...(rollout.kind === "done" ? {} : { wave: rollout.wave }),
    ...(pauses.length === 0 ? {} : { pauses }),
  };
}

/** What a set shows that cannot be worked on; what it showed of its Databases stays. */
export function stoppedStatus(
  set: DatabaseSetObject,
  situation: Situation,
  message: string,
  diagnostics: readonly Diagnostic[],
  now: Date,
): DatabaseSetStatus {
  const { diagnostics: _before, ...before } = set.status ?? {};
  const shown = diagnostics.slice(0, mostDiagnostics).map(flatDiagnostic);
  return { ...before, ...standing(set, situation, message, now), ...(shown.length === 0 ? {} : { diagnostics: shown }) };
}

function standing(
  set: DatabaseSetObject,
  situation: Situation,
  message: string,
  now: Date,
): Pick<DatabaseSetStatus, "observedGeneration" | "lastHandledReconcileAt" | "conditions"> {
  const {
    metadata: { generation },
    status,
  } = set;
  const observed = generation === undefined ? {} : { observedGeneration: generation };
  const handled = requestedRun(set);
  const conditions = conditionsOf({ situation, message, drifted: "no", now, before: status?.conditions ?? [] });
  return {
    ...observed,
    ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
    conditions: conditions.map((condition) => ({ ...condition, ...observed })),
  };
}

function situationOf({ kind }: Rollout, members: readonly JudgedMember[]): Situation {
  switch (kind) {
    case "underWay":
      return "applying";
    case "paused":
      return "awaitingRollout";
    case "stopped":
      return "failed";
    case "done":
      if (members.some(({ state }) => state === "failed")) return "failed";
      return members.some(({ state }) => state === "resting") ? "suspended" : "inSync";
  }
}

/** Each is named, and the first that are not ready say why: a thousand reasons are more than an object has room for. */
function explained(targets: readonly TargetStatus[]): readonly TargetStatus[] {
  let left = mostExplained;
  return targets.map(({ message, ...target }) => (message === undefined || left-- <= 0 ? target : { ...target, message }));
}

function targetStatus({ target, wanted, wave, state, found, reason }: JudgedMember): TargetStatus {
  const condition = found?.status?.conditions?.find(({ type }) => type === "Ready");
  const about = { name: target, database: wanted.metadata.name, wave };
  if (state === "ready") return { ...about, ready: "True", ...(condition === undefined ? {} : { reason: condition.reason }) };
  if (reason !== undefined)
    return {
      ...about,
      ready: found === undefined ? "Unknown" : "False",
      reason: reason.word,
      message: shortened(reason.message, longestMessage),
    };
  // Ready it was before it became what it is to be: what it is now it has not said yet.
  if (condition === undefined || (condition.status === "True" && state === "underWay")) return { ...about, ready: "Unknown" };
  return { ...about, ready: condition.status, reason: condition.reason, message: shortened(condition.message, longestMessage) };
}
