import { canonicalJson } from "../core/canonical-json.ts";
import { InputError } from "../core/error.ts";
import type { Plan } from "../instruction/plan.ts";
import { digestPlan } from "./digest.ts";
import type { PlanDocument, PlanSpec } from "./plan-document.ts";

/** A plan that was written down does not hold (any more). Exit 3, nothing was changed. */
export class PlanFileError extends InputError {}

/**
 * Reads a plan back from its document.
 * @throws PlanFileError where it is no plan, or where somebody changed it after it was made.
 */
export function readPlanFile(value: unknown): PlanDocument {
  if (!isPlanDocument(value)) throw refuse("not-a-plan", "This is not a Plan document", "Write one with `keelson plan --out FILE`");
  const { digest } = value.spec;
  if (digestPlan(value.spec) !== digest)
    throw refuse("plan-altered", `The plan does not have the digest ${digest} that it names`, "Plan again; a plan must not be edited");
  return value;
}

/**
 * Makes sure that what would run now is exactly what was planned then.
 * @throws PlanFileError naming what moved: the position, the objects, or the source.
 */
export function checkPlanHolds(written: PlanSpec, now: Plan): void {
  if (written.digest === now.digest) return;
  const again = "Plan again and look at what changed";
  const same = (a: readonly string[], b: readonly string[]) => canonicalJson([...a].sort()) === canonicalJson([...b].sort());
  if (!same(written.from, now.from))
    throw refuse("plan-outdated", `The plan starts at ${name(written.from)}, the database is at ${name(now.from)}`, again);
  if (written.fingerprint !== now.fingerprint)
    throw refuse("plan-outdated", "The objects that the plan reads or touches are no longer as they were when it was made", again);
  throw refuse("plan-outdated", "The source or the policy no longer gives the statements of the plan", again);
}

const name = (ids: readonly string[]): string => (ids.length === 0 ? "base" : ids.join(", "));

function isPlanDocument(value: unknown): value is PlanDocument {
  const { kind, spec } = (value ?? {}) as Partial<PlanDocument>;
  return (
    kind === "Plan" &&
    typeof spec?.digest === "string" &&
    typeof spec.fingerprint === "string" &&
    [spec.from, spec.to, spec.stages].every(Array.isArray) &&
    spec.stages.every((stage) => Array.isArray(stage?.statements))
  );
}

const refuse = (code: string, message: string, remedy: string): PlanFileError => new PlanFileError(message, { code, remedy });
