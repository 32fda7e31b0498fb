import type { Digest } from "../core/digest.ts";
import { KeelsonError } from "../core/error.ts";
import { SourceUnavailableError } from "../source/source-errors.ts";
import { type Findings, makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Condition } from "../status/condition.ts";
import type { Outcome } from "../status/status.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileRequest } from "./request.ts";
import { openRun, type Run, type RunOptions } from "./run.ts";
import { firstGlance } from "./settled.ts";
import { situationOfError } from "./situation-of-error.ts";

/** Connects, reconciles and disconnects. What stops a run becomes a status too; only a defect is thrown. */
export async function reconcileOnce(options: RunOptions, request: ReconcileRequest): Promise<Outcome> {
  const { database, clock } = options;
  const stopped = (error: unknown, findings?: Findings) =>
    stoppedOutcome({ database: database.metadata.name, now: clock.now(), before: request.before, ...(findings === undefined ? {} : { findings }) }, error);
  try {
    const run = await open({ ...options, looksAt: firstGlance(request) });
    try {
      return await withHistory(run, request, await reconcile(run, request));
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error;
      return stopped(error, await asItStands(run));
    } finally {
      await run.close();
    }
  } catch (error) {
    return stopped(error);
  }
}

/** What happened last, for whoever shows it and does not know it yet. */
async function withHistory({ session, settings }: Run, { historyKnownAt }: ReconcileRequest, outcome: Outcome): Promise<Outcome> {
  const { journal } = outcome.status;
  if (historyKnownAt === undefined || journal === null || journal.hash === historyKnownAt) return outcome;
  return { ...outcome, status: { ...outcome.status, history: summariseHistory(await session.journal.history(settings.project)) } };
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

export interface Stopped {
  /** Name of the database, where nothing more was found. */
  readonly database: string;
  readonly findings?: Findings;
  readonly now: Date;
  /** Conditions of the status before. */
  readonly before?: readonly Condition[] | undefined;
}

/** The status of a database whose run an error stopped. @throws what is no error of ours */
export function stoppedOutcome({ database, findings = nothingFound(database), now, before = [] }: Stopped, error: unknown): Outcome {
  const situation = situationOfError(error);
  if (situation === undefined || !(error instanceof KeelsonError)) throw error;
  const { message, diagnostics } = error;
  return { ...makeOutcome({ situation, message, findings, diagnostics, now, before }), error };
}
