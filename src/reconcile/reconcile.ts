import { TimeoutError } from "../core/error.ts";
import { InterruptedError } from "../execute/interrupted-error.ts";
import { checkPlanHolds } from "../plan/plan-file.ts";
import type { Outcome } from "../status/status.ts";
import { computePlan } from "./compute-plan.ts";
import { conclude } from "./conclude.ts";
import { executePlan } from "./execute-plan.ts";
import { judge } from "./judge.ts";
import { heldOutcome, settledOutcome } from "./outcomes.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { observe, sameState } from "./settled.ts";
import { underLease } from "./under-lease.ts";

/**
 * The loop, once: looks, plans, asks policy, executes under the lease, looks again. Level, not edge: whatever a run before left
 * half done is finished first, and the same call made twice does nothing the second time.
 * @throws KeelsonError for what people wrote and cannot be done (exit 3), for the world (1), a held lease (4), a timeout (7)
 */
export async function reconcile(run: Run, request: ReconcileRequest): Promise<Outcome> {
  try {
    return await attempt(run, request);
  } catch (error) {
    const { signal } = run.options;
    if (error instanceof InterruptedError && signal.reason instanceof DOMException && signal.reason.name === "TimeoutError")
      throw new TimeoutError("The time given with --timeout is over; the next run goes on where this one stopped", {
        code: "timeout",
        cause: error,
      });
    throw error;
  }
}

async function attempt(run: Run, request: ReconcileRequest): Promise<Outcome> {
  const before = await observe(run, request);
  if (before.settled === "yes") return settledOutcome(run, request, before);
  const computed = await computePlan(run, request);
  if (request.exactly !== undefined) checkPlanHolds(request.exactly, computed.plan);
  const judgement = await judge(run, request, computed, request.allowed);
  if (judgement.verdict === "held") return heldOutcome(run, request, computed, judgement.findings);
  return underLease(run, async (lease) => {
    // Another runner may have done it all while this one waited.
    const now = await observe(run, request);
    if (now.settled === "yes") return settledOutcome(run, request, now);
    const first = sameState(before, now) ? computed : null;
    const executed = await executePlan(run, request, lease, first, judgement.allowed);
    return executed.end === "held"
      ? heldOutcome(run, request, executed.last, executed.findings)
      : conclude(run, request, lease, executed.last);
  });
}
