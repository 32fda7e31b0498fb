import { checkPlanHolds } from "../plan/plan-file.ts";
import { stagesOf } from "../plan/statements.ts";
import type { Outcome } from "../status/status.ts";
import { computePlan } from "./compute-plan.ts";
import { conclude } from "./conclude.ts";
import { executePlan } from "./execute-plan.ts";
import { judge } from "./judge.ts";
import { heldOutcome } from "./outcomes.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { type Observed, observe, sameState } from "./settled.ts";
import { settledOutcome } from "./settled-outcome.ts";
import { underLease } from "./under-lease.ts";
import { refuseUnread } from "./unread-rows.ts";

/** Plans, asks policy, executes under the lease, looks again. `before`: what was seen before the plan is made. @throws as `reconcile` */
export async function bringAbout(run: Run, request: ReconcileRequest, before: Observed): Promise<Outcome> {
  const computed = await computePlan(run, request);
  if (request.exactly !== undefined) checkPlanHolds(request.exactly, computed.plan);
  const judgement = await judge(run, request, computed, request.allowed);
  if (judgement.verdict === "held") return heldOutcome(run, request, computed, judgement.findings);
  refuseUnread(computed.survey.unread);
  return underLease(run, stagesOf(computed.plan), async (lease) => {
    // Another runner may have done it all while this one waited.
    const now = await observe(run, request, "catalogue");
    if (now.settled === "yes") return settledOutcome(run, request, now);
    const first = sameState(before, now) ? computed : null;
    const executed = await executePlan(run, request, lease, first, judgement.allowed);
    return executed.end === "held"
      ? heldOutcome(run, request, executed.last, executed.findings)
      : conclude(run, request, lease, executed.last);
  });
}
