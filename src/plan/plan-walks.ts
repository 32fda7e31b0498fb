import type { RevisionWalk } from "../instruction/plan.ts";
import type { MovedFacts } from "./moved-facts.ts";
import { type PlanningContext, planWalk } from "./plan-walk.ts";
import type { ResolvedWalk } from "./resolved-walk.ts";

/** Lowers the walks one after the other, each with the facts as the ones before leave them. `facts` moves on to the end of the last. */
export function planWalks(walks: readonly ResolvedWalk[], facts: MovedFacts, context: PlanningContext): readonly RevisionWalk[] {
  return walks.map((walk) => planWalk(walk, facts, context));
}
