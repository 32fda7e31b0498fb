import type { Change } from "../change/change.ts";
import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { RevisionWalk, Stage } from "../instruction/plan.ts";
import type { JournalSnapshot } from "../port/journal.ts";
import type { Session } from "../port/session.ts";
import type { StageContext, StageLimits } from "../port/stage-runner.ts";
import type { ExecutionEvent } from "./execution-event.ts";
import type { HeldLease } from "./held-lease.ts";
import { createJournalView, type JournalView } from "./journal-view.ts";

export interface Retries {
  /** How often one stage may be tried again. */
  readonly limit: number;
  /** The pause before try `attempt`, from 1. */
  pause(attempt: number): Milliseconds;
}

export interface ExecutionOptions {
  readonly session: Pick<Session, "journal" | "stages">;
  readonly lease: HeldLease;
  readonly project: string;
  /** The journal as it was read under the lease. */
  readonly snapshot: JournalSnapshot;
  readonly limits: StageLimits;
  readonly searchPath: readonly string[];
  readonly retries: Retries;
  /** Canonical JSON for the history: tool, version, user, host, source, variables. */
  readonly by: string;
  readonly clock: Clock;
  /** Aborted: the running stage ends, then the run stops. */
  readonly signal: AbortSignal;
  /** How long the running stage may still take after that, before it is cancelled. */
  readonly grace: Milliseconds;
  /** Aborted: the running statement is cancelled at once. */
  readonly cancel: AbortSignal;
  readonly onEvent: (event: ExecutionEvent) => void;
  /** Whether batches may go on now; they rest while they may not. Absent: they always may. */
  readonly mayWork?: (now: Date) => boolean;
  /** Plans the changes that walk back what a revision did. */
  readonly planUndo: (changes: readonly Change[], walk: RevisionWalk) => Promise<readonly Stage[]>;
}

/** One run under one lease. */
export interface Execution extends ExecutionOptions, Disposable {
  readonly view: JournalView;
  stageContext(): StageContext;
}

export function openExecution(options: ExecutionOptions): Execution {
  const { lease, clock, signal, cancel, grace, limits, searchPath } = options;
  const overdue = new AbortController();
  const ended = new AbortController();
  const patience = () =>
    void clock.sleep(grace, ended.signal).then(
      () => overdue.abort(),
      () => undefined,
    );
  if (signal.aborted) patience();
  else signal.addEventListener("abort", patience, { once: true });
  const stageSignal = AbortSignal.any([cancel, lease.lost, overdue.signal]);
  return {
    ...options,
    view: createJournalView(options.snapshot),
    stageContext: () => ({ grant: lease.grant, limits, searchPath, signal: stageSignal }),
    [Symbol.dispose]: () => {
      signal.removeEventListener("abort", patience);
      ended.abort();
    },
  };
}
