import { differenceKey, isFailureAlone } from "../execute/walk-record.ts";
import { DatabaseError, InputError, KeelsonError } from "../core/error.ts";
import type { Progress } from "../port/journal.ts";
import type { Outcome } from "../status/status.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { type Computed, planFrom } from "./compute-plan.ts";
import { heldBy } from "./judge.ts";
import { heldOutcome, standingOutcome } from "./outcomes.ts";
import { type ReconcileRequest, reconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { type Ended, hasWork, pending, situationAtEnd } from "./situation-at-end.ts";
import { type Survey, survey } from "./survey.ts";

/** The status of a database that nobody is to move: what a run would say that may not run, or has nothing to. @throws as `survey`, and what planning refuses */
export async function standStill(run: Run): Promise<Outcome> {
  const request = reconcileRequest(run.settings.target);
  const found = await survey(run, request);
  const { status, ...told } = await standing(run, request, found);
  const { snapshot } = found.look;
  const history = snapshot === null ? [] : summariseHistory(await run.session.journal.history(run.settings.project));
  const failed = snapshot?.progress.find((progress) => progress.error !== null && isWanted(progress, found));
  const message = failed === undefined ? status.message : `${failureOf(failed)}. ${status.message}`;
  return { ...told, status: { ...status, history, message } };
}

/** What failed and is not asked for any more says nothing of the state. */
const isWanted = (progress: Progress, { path }: Survey): boolean =>
  !isFailureAlone(progress) || path.some(({ revision }) => revision.id === progress.revision);

const failureOf = ({ revision, direction, error }: Progress): string =>
  `${revision === differenceKey ? "The difference to the Schema failed" : `Revision ${revision} failed on its way ${direction}`}: ${error?.replace(/\.$/, "")}`;

async function standing(run: Run, request: ReconcileRequest, found: Survey): Promise<Outcome> {
  const computed = await planned(run, request, found);
  if (computed === null) return standingOutcome(run, found, pending);
  const held = heldBy(run, request, computed, request.allowed);
  if (held.length > 0) return heldOutcome(run, request, computed, held);
  return standingOutcome(run, found, await situationOf(run, computed));
}

/** null where it cannot be told now what would run: somebody has a table for himself, or there is no way that could be gone. */
async function planned(run: Run, request: ReconcileRequest, found: Survey): Promise<Computed | null> {
  try {
    return await planFrom(run, request, found);
  } catch (error) {
    const passes = error instanceof DatabaseError ? error.code === "locked-by-another" : error instanceof KeelsonError;
    if (error instanceof InputError || !passes) throw error;
    return null;
  }
}

async function situationOf(run: Run, computed: Computed): Promise<Ended> {
  const found = computed.survey;
  if (found.begun.length > 0) return interrupted;
  return hasWork(computed) ? pending : situationAtEnd(run, found, found.look);
}

const interrupted: Ended = { situation: "interrupted", message: "A revision stopped half way; the next run goes on where it stopped" };
