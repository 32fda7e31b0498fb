import type { Digest } from "../core/digest.ts";
import { KeelsonError } from "../core/error.ts";
import { SourceUnavailableError } from "../source/source-errors.ts";
import { type Findings, makeOutcome, nothingFound } from "../status/make-outcome.ts";
import type { Condition } from "../status/condition.ts";
import type { Outcome } from "../status/status.ts";
import { summariseHistory } from "../status/summarise-history.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileRequest } from "./request.ts";
import { readSettings } from "./settings.ts";
import { openRun, openVisit, type Run, type RunOptions, type RunSource } from "./run.ts";
import { firstGlance } from "./settled.ts";
import { refuseStopped } from "./time-is-over.ts";
import { situationOfError } from "./situation-of-error.ts";
import { standsStill } from "./standstill.ts";

/** Connects, reconciles and disconnects. What stops a run becomes a status too; only a defect is thrown. */
export async function reconcileOnce(options: RunOptions, request: ReconcileRequest): Promise<Outcome> {
  const { database, clock } = options;
  const stopped = (error: unknown, findings?: Findings) =>
    stoppedOutcome(
      { database: database.metadata.name, now: clock.now(), before: request.before, ...(findings === undefined ? {} : { findings }) },
      error,
    );
  try {
    refuseStopped(options.signal);
    const looking = { ...options, source: withOneDigest(options.source), looksAt: firstGlance(request) };
    const settings = readSettings(database, options.dialect.grammar.defaultSchema);
    const visit = await hashingMeanwhile(looking, openVisit(looking, settings));
    const still = visit === undefined ? undefined : await standsStill({ options: looking, settings }, request, visit);
    if (still !== undefined) return still;
    const run = await hashingMeanwhile(looking, openRun(visit === undefined ? looking : { ...looking, visit }));
    try {
      return await withHistory(run, request, await reconcile(run, request));
    } catch (error) {
      if (!mayTell(error)) throw error;
      const told = stopped(error, await asItStands(run).catch(() => undefined));
      return await withHistory(run, request, told).catch(() => told);
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

function withOneDigest(source: RunSource): RunSource {
  let digest: Promise<Digest> | undefined;
  return { ...source, digest: () => (digest ??= source.digest()) };
}

/** Hashes the source while the server answers: both are needed whatever there is to do. */
function hashingMeanwhile<T>({ source }: RunOptions, connecting: Promise<T>): Promise<T> {
  // Who needs it is told; until then the connection may fail first.
  source.digest().catch(() => undefined);
  return connecting;
}

/** Whether the fault is the documents' or the statements': the database still answers, and may be asked where it stands. */
const mayTell = (error: unknown): boolean => error instanceof KeelsonError && (error instanceof SourceUnavailableError || !error.retryable);

/** Whatever stopped the run, what the journal says can be told all the same. */
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
