import type { Digest } from "../core/digest.ts";
import { KeelsonError } from "../core/error.ts";
import { SourceUnavailableError } from "../source/source-errors.ts";
import { type Findings, makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Outcome } from "../status/status.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileRequest } from "./request.ts";
import { openRun, type Run, type RunOptions } from "./run.ts";
import { situationOfError } from "./situation-of-error.ts";

/** Connects, reconciles and disconnects. What stops a run becomes a status too; only a defect is thrown. */
export async function reconcileOnce(options: RunOptions, request: ReconcileRequest): Promise<Outcome> {
  try {
    const run = await open(options);
    try {
      return await reconcile(run, request);
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error;
      return stoppedOutcome(options, request, error, await asItStands(run));
    } finally {
      await run.close();
    }
  } catch (error) {
    return stoppedOutcome(options, request, error);
  }
}

/** Connects, and hashes the source while the server answers: both are needed whatever there is to do. */
async function open(options: RunOptions): Promise<Run> {
  const { source } = options;
  let digest: Promise<Digest> | undefined;
  const early = { ...source, digest: () => (digest ??= source.digest()) };
  const opening = openRun({ ...options, source: early });
  // Who needs it is told; until then the connection may fail first.
  early.digest().catch(() => undefined);
  return opening;
}

/** Without its source a database stays as it is; what the journal says of it can be told all the same. */
async function asItStands({ session, settings }: Run): Promise<Findings> {
  const { heads, last } = await session.observe(settings.project, []);
  return { ...nothingFound(settings.name), revision: { current: heads, target: [], pending: 0 }, journal: last };
}

/** @throws what is no error of ours */
function stoppedOutcome({ database, clock }: RunOptions, { before }: ReconcileRequest, error: unknown, findings = nothingFound(database.metadata.name)): Outcome {
  const situation = situationOfError(error);
  if (situation === undefined || !(error instanceof KeelsonError)) throw error;
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
