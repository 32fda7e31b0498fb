import type { Plan } from "../instruction/plan.ts";
import { estimatedTables } from "../plan/estimate.ts";
import { stagesOf } from "../plan/statements.ts";
import { withEstimates } from "../plan/with-estimates.ts";
import type { Run } from "./run.ts";

/** What each statement will take, by the database as it is now; the plan as it was where the dialect keeps no statistics. */
export async function estimatePlan({ session: { statistics } }: Run, plan: Plan): Promise<Plan> {
  const tables = estimatedTables([...stagesOf(plan)]);
  return statistics === undefined || tables.length === 0 ? plan : withEstimates(plan, await statistics(tables));
}
