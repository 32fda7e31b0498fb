import type { GateFinding } from "../plan/gate/gate.ts";
import { toDocument } from "../plan/to-document.ts";
import { type Findings, makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Situation } from "../status/situation.ts";
import type { Outcome } from "../status/status.ts";
import { summarisePlan } from "../status/summarise-plan.ts";
import { summariseProgress } from "../status/summarise-progress.ts";
import type { Computed } from "./compute-plan.ts";
import { describeDrift } from "./drift.ts";
import { gravestHold, heldDiagnostics } from "./judge.ts";
import type { Look } from "./look.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";

/** Policy, a window or a missing consent holds the plan back. */
export async function heldOutcome(
  run: Run,
  { before, authority }: ReconcileRequest,
  computed: Computed,
  held: readonly GateFinding[],
): Promise<Outcome> {
  const { plan, survey } = computed;
  const findings = await findingsOf(run, survey.look, { target: plan.to, pending: survey.path.length, plan: summarisePlan(plan) });
  const situation = gravestHold(held);
  const waitsForApproval = situation === "awaitingApproval" && authority === "policy";
  const outcome = makeOutcome({
    situation,
    message: held.map(({ message }) => message).join("; "),
    findings,
    diagnostics: heldDiagnostics(held),
    now: run.options.clock.now(),
    ...(waitsForApproval ? { approved: "False" } : {}),
    ...(before === undefined ? {} : { before }),
  });
  return waitsForApproval ? { ...outcome, plan: toDocument(plan, run.settings.name) } : outcome;
}

/** A run went to its end. */
export async function endOutcome(
  run: Run,
  { before }: ReconcileRequest,
  { plan, survey: { path, walks } }: Computed,
  end: Look,
  situation: Situation,
  message: string,
): Promise<Outcome> {
  // What waits for a contract gate was not walked.
  const walked = new Set(walks.map(({ revision }) => revision));
  const left = path.map(({ revision }) => revision.id).filter((id) => !walked.has(id));
  const target = left.length === 0 ? plan.to : left.slice(-1);
  const findings = await findingsOf(run, end, { target, pending: left.length, plan: summarisePlan(plan) });
  return makeOutcome({ situation, message, findings, now: run.options.clock.now(), ...(before === undefined ? {} : { before }) });
}

export async function findingsOf(
  run: Run,
  look: Look,
  ahead: { readonly target: readonly string[]; readonly pending: number; readonly plan: Findings["plan"] },
): Promise<Findings> {
  const { snapshot, drift } = look;
  const { commit } = await run.source();
  const digest = await run.sourceDigest();
  const objects = describeDrift(drift);
  return {
    ...nothingFound(run.settings.name),
    revision: { current: snapshot?.heads ?? [], target: ahead.target, pending: ahead.pending },
    source: { digest, ...(commit === undefined ? {} : { commit }) },
    plan: ahead.plan,
    progress: summariseProgress(snapshot?.progress ?? [], snapshot?.backfills ?? []),
    drift: objects.length === 0 ? null : { objects, checkedAt: run.options.clock.now().toISOString() },
    pendingContract: (snapshot?.pending ?? []).map(({ id }) => id),
    journal: snapshot?.last ?? null,
  };
}
