import { randomUUID } from "node:crypto";
import { canonicalJson } from "../core/canonical-json.ts";
import { type Execution, openExecution } from "../execute/execution.ts";
import type { ExecutionEvent } from "../execute/execution-event.ts";
import { acquireLease, type HeldLease } from "../execute/held-lease.ts";
import type { Stage } from "../instruction/plan.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import { StageError } from "../port/stage-error.ts";
import { pauseBefore } from "../queue/backoff.ts";
import { refuseMissingRights } from "./missing-rights.ts";
import { planUndo } from "./plan-undo.ts";
import { searchPathOf } from "./planning-context.ts";
import type { Run } from "./run.ts";

/** A lease that nobody renews is free after this long. */
const ttlMs = 30_000;
/** What a stage that runs when the run is asked to stop may still take. */
const grace = 10_000;

/**
 * Makes sure that there is a journal, waits for the lease, and hands it on whatever happens.
 * `stages`: what is known to run then. @throws LeaseHeldError, RightsMissingError before anything is changed
 */
export async function underLease<T>(run: Run, stages: Iterable<Stage>, use: (lease: HeldLease) => Promise<T>): Promise<T> {
  const { session, options, settings } = run;
  const { actor, clock, signal, lockWait: wait, onWaiting, random = Math.random } = options;
  await refuseMissingRights(run, stages);
  await session.journal.ensure();
  const request = {
    project: settings.project,
    holder: randomUUID(),
    ttlMs,
    info: `${actor.tool} ${actor.version}, ${actor.user}@${actor.host}, pid ${actor.pid}`,
  };
  const lease = await acquireLease(session.lease, request, {
    clock,
    random,
    signal,
    wait,
    ...(onWaiting === undefined ? {} : { onWaiting }),
  });
  try {
    return await use(lease);
  } finally {
    await lease.release();
  }
}

/** What is particular to one execution. */
interface Particulars {
  /** Told before the run's own. */
  readonly onEvent?: (event: ExecutionEvent) => void;
  readonly mayWork?: (now: Date) => boolean;
  readonly seen?: JournalSnapshot | null;
}

/** The journal as it is now, ready to be written to. `seen`: as it was read under this lease, where nothing was written since; else it is read. */
export async function executionUnder(
  run: Run,
  lease: HeldLease,
  { onEvent, mayWork, seen }: Particulars = {},
): Promise<Execution & { readonly snapshot: JournalSnapshot }> {
  const { session, settings, options } = run;
  const { clock, signal, random = Math.random, cancel } = options;
  const snapshot = seen ?? (await session.journal.read(settings.project));
  if (snapshot === null)
    throw new StageError("The journal is gone", { code: "journal-moved", remedy: "Run it again", disposition: "terminal" });
  return openExecution({
    session,
    lease,
    project: settings.project,
    snapshot,
    limits: settings.limits,
    searchPath: searchPathOf(settings),
    retries: { limit: settings.retries.limit, pause: (attempt) => pauseBefore(attempt, settings.retries, random()) },
    by: await provenance(run),
    clock,
    signal,
    grace,
    cancel: cancel ?? new AbortController().signal,
    onEvent: (event) => {
      onEvent?.(event);
      options.onEvent?.(event);
    },
    ...(mayWork === undefined ? {} : { mayWork }),
    planUndo: (changes, walk) => planUndo(run, changes, walk),
  });
}

/** Who did it, with what, from which source; for the history. */
async function provenance({ options: { actor }, settings, source, sourceDigest }: Run): Promise<string> {
  const { commit } = await source();
  const { tool, version, user, host } = actor;
  return canonicalJson({
    tool,
    version,
    user,
    host,
    sourceCommit: commit,
    sourceDigest: await sourceDigest(),
    variables: settings.variables,
  });
}
