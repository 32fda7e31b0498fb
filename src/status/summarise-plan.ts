import type { Plan } from "../instruction/plan.ts";
import { planHazards } from "../plan/gate/plan-hazards.ts";
import { planStatements } from "../plan/statements.ts";
import type { PlanSummary } from "./status.ts";

/** A plan as the status shows it; null where it has nothing to run. */
export function summarisePlan(plan: Plan): PlanSummary | null {
  const statements = [...planStatements(plan)].length;
  if (statements === 0 && plan.walks.length === 0) return null;
  return { digest: plan.digest, statements, hazards: planHazards(plan).map(({ hazard, statement }) => ({ kind: hazard.kind, statement })) };
}
