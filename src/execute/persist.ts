import { KeelsonError } from "../core/error.ts";
import type { JournalWrite } from "../port/journal.ts";
import { StageError } from "../port/stage-error.ts";
import type { StageContext } from "../port/stage-runner.ts";
import type { Execution } from "./execution.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { areIn } from "./journal-view.ts";
import type { SentWalk } from "./send-ahead.ts";

/** Where a run is, for its events. */
export interface Place {
  readonly revision: string | null;
  readonly stage: number;
  readonly of: number;
}

/** `retryFew`: what may pass, but is no use to wait for long. */
const few = 3;

/**
 * Runs it until it went through: again after a pause where the fault may pass, by the journal where the answer to its COMMIT was lost.
 * `writes` are the journal rows that it commits with its effect; `sent`: its first attempt is under way already.
 * @throws StageError where it cannot, InterruptedError where the run was asked to stop.
 */
export async function persist(
  execution: Execution,
  place: Place,
  writes: readonly JournalWrite[],
  run: (context: StageContext) => Promise<void>,
  sent?: SentWalk,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const underWay = attempt === 1 ? sent : undefined;
    if (underWay === undefined && (execution.signal.aborted || execution.cancel.aborted)) throw new InterruptedError();
    try {
      await (underWay === undefined ? run(execution.stageContext()) : underWay.answer());
      execution.view.note(writes);
      return;
    } catch (error) {
      const fault = retryableFault(execution, error, attempt);
      const pause = execution.retries.pause(attempt);
      const { message: reason, sqlState, blockers } = fault;
      execution.onEvent({ kind: "retrying", ...place, attempt, pause, reason, sqlState, blockers });
      if (fault.disposition !== "ambiguous") await rest(execution, pause);
      else if (await recover(execution, place, writes, sent)) return;
    }
  }
}

/** Journal rows alone, in a transaction of their own. */
export const persistWrites = (execution: Execution, place: Place, writes: readonly JournalWrite[]): Promise<void> =>
  persist(execution, place, writes, (context) =>
    execution.session.stages.transaction(
      { index: place.stage, revision: place.revision, mode: "transaction", instructions: [] },
      writes,
      context,
    ),
  );

/** The fault, if another try is worth it. */
function retryableFault(execution: Execution, error: unknown, attempt: number): StageError {
  const context = execution.stageContext();
  if (context.signal.aborted && !execution.lease.lost.aborted) throw new InterruptedError(error);
  if (!(error instanceof StageError)) throw error;
  switch (error.disposition) {
    case "retry":
    case "ambiguous":
      if (attempt > execution.retries.limit) throw error;
      return error;
    case "retryFew":
      if (attempt > Math.min(few, execution.retries.limit)) throw error;
      return error;
    case "replan":
    case "fenced":
    case "terminal":
      throw error;
  }
}

/**
 * A new token first: it waits for a commit in flight and stops one that comes late. Then the journal is the truth.
 * Never guessed, never resent unseen. True where the writes are there.
 */
async function recover(execution: Execution, place: Place, writes: readonly JournalWrite[], sent: SentWalk | undefined): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    await rest(execution, execution.retries.pause(attempt));
    try {
      await execution.lease.renew();
      const snapshot = await execution.session.journal.read(execution.project);
      if (snapshot === null) throw moved("The journal is gone");
      const committed = areIn(writes, snapshot) || sent?.isBefore(snapshot.last) === true;
      if (!committed && snapshot.last?.hash !== execution.view.last?.hash)
        throw moved(
          "The journal is not where this run left it: another runner has worked on this database meanwhile, or its server has crashed",
        );
      execution.view.reload(snapshot);
      execution.onEvent({ kind: "recovered", ...place, committed: committed ? "yes" : "no" });
      return committed;
    } catch (error) {
      if (error instanceof StageError || attempt > execution.retries.limit) throw error;
      // Anything else is the connection, which comes back or does not.
      if (error instanceof KeelsonError && !error.retryable) throw error;
    }
  }
}

const moved = (message: string): StageError => new StageError(message, { code: "journal-moved", disposition: "replan" });

async function rest({ clock, signal, cancel }: Execution, pause: number): Promise<void> {
  const woken = AbortSignal.any([signal, cancel]);
  await clock.sleep(pause, woken).catch(() => {
    throw new InterruptedError();
  });
}
