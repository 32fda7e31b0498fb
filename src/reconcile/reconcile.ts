import { InterruptedError } from "../execute/interrupted-error.ts";
import type { Outcome } from "../status/status.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { firstGlance, observe } from "./settled.ts";
import { settledOutcome } from "./settled-outcome.ts";
import { rememberStandstill } from "./standstill.ts";
import { timeIsOver, timeoutError } from "./time-is-over.ts";

/**
 * The loop, once: looks, plans, asks policy, executes under the lease, looks again. Level, not edge: whatever a run before left
 * half done is finished first, and the same call made twice does nothing the second time.
 * @throws KeelsonError for what people wrote and cannot be done (exit 3), for the world (1), a held lease (4), a timeout (7)
 */
export async function reconcile(run: Run, request: ReconcileRequest): Promise<Outcome> {
  try {
    const observed = await observe(run, request, firstGlance(request));
    if (observed.settled === "yes") {
      await rememberStandstill(run.options, observed.observation);
      return settledOutcome(run, request, observed);
    }
    // Loaded only now: planning and executing are most of the engine, and mostly there is nothing to do.
    const { bringAbout } = await import("./bring-about.ts");
    return await bringAbout(run, request);
  } catch (error) {
    throw error instanceof InterruptedError && timeIsOver(run.options.signal) ? timeoutError(error) : error;
  }
}
