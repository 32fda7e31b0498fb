import { apiVersion } from "../core/api-version.ts";
import type { Statement } from "../instruction/instruction.ts";
import type { Plan, Stage } from "../instruction/plan.ts";
import type { PlanDocument, StageSpec, StatementSpec } from "./plan-document.ts";
import { stagesOf, statementsOf } from "./statements.ts";
import { strongestLock } from "./strongest-lock.ts";

/** The document of a plan, named after the database and the first twelve digits of its digest. */
export const toDocument = (plan: Plan, database: string): PlanDocument => ({
  apiVersion,
  kind: "Plan",
  metadata: { name: `${database}-${plan.digest.replace(/^sha256:/, "").slice(0, 12)}` },
  spec: {
    digest: plan.digest,
    fingerprint: plan.fingerprint,
    from: plan.from,
    to: plan.to,
    horizon: plan.horizon,
    stages: [...stagesOf(plan)].map(toStageSpec),
    pendingContract: plan.pendingContract,
  },
});

export const toStageSpec = ({ revision, direction, mode, inverse, instructions }: Stage): StageSpec => ({
  revision,
  direction,
  mode,
  inverse,
  statements: instructions.flatMap(statementsOf).map(toStatementSpec),
});

const toStatementSpec = ({ sql, hazards, locks, estimate }: Statement): StatementSpec => ({
  sql,
  hazards: hazards.map(({ kind, message }) => ({ kind, message })),
  lock: strongestLock(locks)?.mode ?? null,
  ...(estimate === undefined ? {} : { estimate }),
});
