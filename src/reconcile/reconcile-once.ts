import { KeelsonError } from "../core/error.ts";
import { makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Outcome } from "../status/status.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileRequest } from "./request.ts";
import { openRun, type RunOptions } from "./run.ts";
import { situationOfError } from "./situation-of-error.ts";

/** Connects, reconciles and disconnects. What stops a run becomes a status too; only a defect is thrown. */
export async function reconcileOnce(options: RunOptions, request: ReconcileRequest): Promise<Outcome> {
  try {
    const run = await openRun(options);
    try {
      return await reconcile(run, request);
    } finally {
      await run.close();
    }
  } catch (error) {
    return stoppedOutcome(options, request, error);
  }
}

/** @throws what is no error of ours */
function stoppedOutcome({ database, clock }: RunOptions, { before }: ReconcileRequest, error: unknown): Outcome {
  const situation = situationOfError(error);
  if (situation === undefined || !(error instanceof KeelsonError)) throw error;
  const findings = nothingFound(database.metadata.name);
  return {
    ...makeOutcome({
      situation,
      message: error.message,
      findings,
      diagnostics: error.diagnostics,
      now: clock.now(),
      ...(before === undefined ? {} : { before }),
    }),
    error,
  };
}
