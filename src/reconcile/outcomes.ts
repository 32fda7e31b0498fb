import type { GateFinding } from "../plan/gate/gate.ts";
import { toDocument } from "../plan/to-document.ts";
import { type Findings, makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Outcome } from "../status/status.ts";
import { summarisePlan } from "../status/summarise-plan.ts";
import { summariseProgress } from "../status/summarise-progress.ts";
import type { Computed } from "./compute-plan.ts";
import { describeDrift } from "./drift.ts";
import { endOfPath } from "./ends.ts";
import { gravestHold, heldDiagnostics } from "./judge.ts";
import type { Look } from "./look.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import type { Ended } from "./situation-at-end.ts";
import type { Survey } from "./survey.ts";

/** Policy, a window or a missing consent holds the plan back. */
export async function heldOutcome(
  run: Run,
  { before, authority }: ReconcileRequest,
  computed: Computed,
  held: readonly GateFinding[],
): Promise<Outcome> {
  const { plan, survey } = computed;
  const findings = await findingsOf(run, survey.look, { ...aheadOf(survey), plan: summarisePlan(plan) });
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

/** A run went to its end. `walks`: those of the survey that it ran. */
export async function endOutcome(
  run: Run,
  { before }: ReconcileRequest,
  { plan, survey, walks }: Pick<Computed, "plan" | "survey"> & Pick<Survey, "walks">,
  end: Look,
  { situation, message }: Ended,
): Promise<Outcome> {
  // What waits for a contract gate was not walked.
  const walked = new Set(walks.map(({ revision }) => revision));
  const pending = survey.path.filter(({ revision }) => !walked.has(revision.id)).length;
  const findings = await findingsOf(run, end, { ...aheadOf(survey), pending, plan: summarisePlan(plan) });
  return makeOutcome({ situation, message, findings, now: run.options.clock.now(), ...(before === undefined ? {} : { before }) });
}

/** A look at what nobody is to move now. */
export async function standingOutcome(run: Run, survey: Survey, { situation, message }: Ended): Promise<Outcome> {
  const findings = await findingsOf(run, survey.look, { ...aheadOf(survey), plan: null });
  return makeOutcome({ situation, message, findings, now: run.options.clock.now() });
}

const aheadOf = (survey: Survey): Pick<Ahead, "target" | "pending"> => ({ target: endOfPath(survey), pending: survey.path.length });

interface Ahead {
  readonly target: readonly string[];
  readonly pending: number;
  readonly plan: Findings["plan"];
}

async function findingsOf(run: Run, look: Look, ahead: Ahead): Promise<Findings> {
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
