import { InputError } from "../../core/error.ts";
import { asRecorded } from "../../reconcile/as-recorded.ts";
import { stoppedOutcome } from "../../reconcile/reconcile-once.ts";
import type { Run } from "../../reconcile/run.ts";
import { standStill } from "../../reconcile/stand-still.ts";
import { makeOutcome } from "../../status/make-outcome.ts";
import type { Outcome } from "../../status/status.ts";

/** What journal and catalogue say, as the operator would write it; changes nothing. Where the source does not fit the database, what the journal says by itself. */
export async function readStatus(run: Run): Promise<Outcome> {
  try {
    return await whileWorking(run, await standStill(run));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return stoppedOutcome({ database: run.settings.name, findings: await asRecorded(run), now: run.options.clock.now() }, error);
  }
}

/** Where somebody works on what would be interrupted otherwise, as it is meanwhile. */
async function whileWorking(run: Run, outcome: Outcome): Promise<Outcome> {
  const { status, situation } = outcome;
  if (situation !== "interrupted") return outcome;
  const now = run.options.clock.now();
  const holder = await run.session.lease.holder();
  if (holder === null || Date.parse(holder.expiresAt) <= now.getTime()) return outcome;
  const works = status.progress?.backfill === undefined ? "applying" : "backfilling";
  return makeOutcome({ situation: works, message: `${holder.info} works on it`, findings: status, now });
}
