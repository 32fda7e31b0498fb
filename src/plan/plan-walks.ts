import type { RevisionWalk } from "../instruction/plan.ts";
import type { MovedFacts } from "./moved-facts.ts";
import { type PlanningContext, planWalk } from "./plan-walk.ts";
import type { ResolvedWalk } from "./resolved-walk.ts";

/** Lowers the walks one after the other, each with the facts as the ones before leave them; asks for each when its turn has come. `facts` moves on to the end of the last. */
export function planWalks(walks: Iterable<ResolvedWalk>, facts: MovedFacts, context: PlanningContext): readonly RevisionWalk[] {
  return Array.from(walks, (walk) => planWalk(walk, facts, context));
}
