import type { Change } from "../change/change.ts";
import type { Plan, RevisionWalk, Stage } from "../instruction/plan.ts";
import type { Model } from "../model/model.ts";
import { type DigestedStage, digestPlan } from "./digest.ts";
import { fingerprint } from "./fingerprint.ts";
import { stagesOf, statementsOf } from "./statements.ts";
import { touchedBy } from "../change/touched.ts";

export interface PlanParts {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly horizon: string | null;
  readonly walks: readonly RevisionWalk[];
  readonly difference: readonly Stage[];
  /** All that the stages come from. */
  readonly changes: readonly Change[];
  /** The state that the plan starts in. */
  readonly live: Model;
}

/** Puts walks and difference together and seals them with fingerprint and digest. */
export function assemblePlan({ from, to, horizon, walks, difference, changes, live }: PlanParts): Plan {
  const touched = walks.length === 0 && difference.length === 0 ? [] : touchedBy(changes);
  const state = fingerprint(live, touched);
  return {
    digest: digestPlan({ from, to, fingerprint: state, stages: digestedStages({ walks, difference }) }),
    fingerprint: state,
    from,
    to,
    horizon,
    walks,
    difference,
    pendingContract: walks.flatMap(({ pendingContract }) => (pendingContract === null ? [] : [pendingContract.id])),
  };
}

/** One at a time: of a long plan all of them at once are as much again. */
function* digestedStages(plan: Pick<Plan, "walks" | "difference">): Iterable<DigestedStage> {
  for (const { revision, direction, mode, instructions } of stagesOf(plan))
    yield { revision, direction, mode, statements: instructions.flatMap(statementsOf) };
}
