import { execute, settleBegun } from "../execute/execute.ts";
import type { ExecutionEvent } from "../execute/execution-event.ts";
import type { HeldLease } from "../execute/held-lease.ts";
import type { HazardKind } from "../instruction/instruction.ts";
import type { RevisionWalk } from "../instruction/plan.ts";
import type { GateFinding } from "../plan/gate/gate.ts";
import { checkPlanHolds } from "../plan/plan-file.ts";
import { stagesOf } from "../plan/statements.ts";
import { StageError } from "../port/stage-error.ts";
import { begunIn, wayOfBegun } from "./begun.ts";
import { type Computed, computePlan } from "./compute-plan.ts";
import { judge } from "./judge.ts";
import type { FailurePlace } from "./locate-failure.ts";
import { refuseMissingRights } from "./missing-rights.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";
import { executionUnder } from "./under-lease.ts";
import { findWay } from "./way.ts";
import { workingHours } from "./working-hours.ts";

/** How often a run plans anew because the database moved under it, before it gives up. */
const replans = 5;

export type Executed =
  | { readonly end: "done"; readonly last: Computed }
  /** Part of the way is done; the rest waits for policy. */
  | { readonly end: "held"; readonly last: Computed; readonly findings: readonly GateFinding[] };

/**
 * Plans and executes under the lease until the target is reached: what an earlier run began first, then each plan as far as it can see.
 * `first`: a plan from before the lease, where nothing has moved since.
 * @throws UpgradeError, DowngradeError, StageError, PlanFileError where `exactly` does not hold (any more)
 */
export async function executePlan(
  run: Run,
  request: ReconcileRequest,
  lease: HeldLease,
  first: Computed | null,
  consented: ReadonlySet<HazardKind>,
): Promise<Executed> {
  const { graph } = await run.source();
  const mayWork = workingHours(run, request.authority);
  let allowed = consented;
  let known = first;
  // A relative target means the same revisions however far the run has come.
  let asked = request;
  for (let moved = 0; ; ) {
    const place = new Place();
    using execution = await executionUnder(run, lease, { onEvent: (event) => place.note(event), mayWork });
    try {
      const way = await findWay(run, asked, execution.snapshot);
      if (way.reach === "target") asked = { ...request, destination: way.destination };
      const wayOf = wayOfBegun(run, asked, way);
      place.walks = begunIn(execution.snapshot, wayOf).map(({ record }) => record.walk);
      if ((await settleBegun(execution, wayOf)) === "settled") {
        known = null;
        continue;
      }
      const computed = known ?? (await planAnew(run, asked));
      known = null;
      if (request.exactly !== undefined) checkPlanHolds(request.exactly, computed.plan);
      const judgement = await judge(run, request, computed, allowed);
      if (judgement.verdict === "held") return { end: "held", last: computed, findings: judgement.findings };
      allowed = judgement.allowed;
      place.walks = computed.plan.walks;
      await execute(computed.plan, execution);
      // A plan that was approved by its digest ends where it ends.
      if (computed.reach === "whole" || request.exactly !== undefined) return { end: "done", last: computed };
    } catch (error) {
      if (!isReplan(error) || moved === replans || request.exactly !== undefined) {
        const { locateFailure } = await import("./locate-failure.ts");
        throw await locateFailure(error, place.failed, graph, run);
      }
      moved += 1;
      run.options.logger.log("warn", "plan-anew", { reason: error.message });
    }
  }
}

/** Under the lease, where no look before has seen what is needed now. */
async function planAnew(run: Run, request: ReconcileRequest): Promise<Computed> {
  const computed = await computePlan(run, request);
  await refuseMissingRights(run, stagesOf(computed.plan));
  return computed;
}

const isReplan = (error: unknown): error is StageError => error instanceof StageError && error.disposition === "replan";

/** Follows the events, so that a failure can be placed. */
class Place {
  #walks: ReadonlyMap<string, RevisionWalk> = new Map();
  failed: FailurePlace | undefined;
  #isWalkingBack = false;

  set walks(walks: readonly RevisionWalk[]) {
    this.#walks = new Map(walks.map((walk) => [walk.revision, walk]));
  }

  note(event: ExecutionEvent): void {
    if ((event.kind !== "revisionStarted" && event.kind !== "stageStarted") || this.#isWalkingBack) return;
    const walk = event.revision === null ? undefined : this.#walks.get(event.revision);
    // A revision that failed is undone: what failed stays where it was.
    this.#isWalkingBack = event.kind === "revisionStarted" && walk !== undefined && walk.direction !== event.direction;
    if (this.#isWalkingBack) return;
    this.failed = walk === undefined ? undefined : { walk, stage: event.kind === "stageStarted" ? event.stage : event.from };
  }
}
