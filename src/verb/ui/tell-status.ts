import type { Run } from "../../reconcile/run.ts";
import { type Condition, since } from "../../status/condition.ts";
import { makeOutcome } from "../../status/make-outcome.ts";
import type { Outcome, Status } from "../../status/status.ts";
import { readStatus } from "../reading/read-status.ts";

/** Tells the status of a database each time that it is asked, and since when its conditions hold, as far as somebody looked. */
export function statusTeller(): (run: Run) => Promise<Status> {
  let before: readonly Condition[] = [];
  return async (run) => {
    const { status } = await whileWorking(run, await readStatus(run));
    const conditions = status.conditions.map((condition) => since(before, condition));
    before = conditions;
    return { ...status, conditions };
  };
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
