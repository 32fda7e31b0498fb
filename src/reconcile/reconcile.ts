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
    const at = firstGlance(request);
    const observed = await observe(run, request, at);
    if (observed.settled === "yes") {
      await rememberStandstill(run.options, observed.observation);
      return settledOutcome(run, request, observed);
    }
    const before = at === "catalogue" ? observed : observe(run, request, "catalogue");
    // The server looks while the rest is loaded and the documents are read; who asks for them is told what is wrong.
    const [{ bringAbout }, from] = await Promise.all([loadTheRest(run), before]);
    return await bringAbout(run, request, from);
  } catch (error) {
    throw error instanceof InterruptedError && timeIsOver(run.options.signal) ? timeoutError(error) : error;
  }
}

/** Planning and executing are most of the engine, and mostly there is nothing to do. */
async function loadTheRest(run: Run): Promise<typeof import("./bring-about.ts")> {
  const rest = await import("./bring-about.ts");
  run.source().catch(() => undefined);
  return rest;
}
