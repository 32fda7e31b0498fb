import type { Diagnostic } from "../core/diagnostic.ts";
import type { HazardKind } from "../instruction/instruction.ts";
import type { GateFinding, Hold } from "../plan/gate/gate.ts";
import { gatePlan } from "../plan/gate/gates.ts";
import type { Computed } from "./compute-plan.ts";
import type { ReconcileRequest } from "./request.ts";
import type { Run } from "./run.ts";

export type Judgement =
  | { readonly verdict: "go"; readonly allowed: ReadonlySet<HazardKind> }
  | { readonly verdict: "held"; readonly findings: readonly GateFinding[] };

/** What every gate says of a plan; nothing: it may run now. */
export const heldBy = (
  { settings, options }: Run,
  request: ReconcileRequest,
  { plan, survey }: Computed,
  allowed: ReadonlySet<HazardKind>,
): readonly GateFinding[] =>
  gatePlan({
    plan,
    policy: settings.policy,
    authority: request.authority,
    allowed,
    approved: new Set([...(request.approved ?? []), ...(request.exactly === undefined ? [] : [request.exactly.digest])]),
    suspended: settings.suspend,
    schedule: settings.schedule,
    now: options.clock.now(),
    driftedObjects: survey.look.drift.length,
  });

/** Asks every gate, and the person at the terminal for what only consent keeps back. */
export async function judge(run: Run, request: ReconcileRequest, computed: Computed, allowed: ReadonlySet<HazardKind>): Promise<Judgement> {
  const findings = heldBy(run, request, computed, allowed);
  if (findings.length === 0) return { verdict: "go", allowed };
  const { ask } = run.options;
  if (ask === undefined || request.authority === "policy" || findings.some(({ consent }) => consent.length === 0))
    return { verdict: "held", findings };
  for (const finding of findings) if ((await ask(finding)) === "no") return { verdict: "held", findings };
  return { verdict: "go", allowed: new Set([...allowed, ...findings.flatMap(({ consent }) => consent)]) };
}

/** What holds a plan back, as findings for people. */
export const heldDiagnostics = (held: readonly GateFinding[]): readonly Diagnostic[] =>
  held.map(({ code, message, remedy }) => ({ code, severity: "warning", message, remedy }));

const graveness: readonly Hold[] = ["suspended", "refused", "driftBlocked", "awaitingApproval", "outsideWindow"];

/** What a plan that several gates hold is said to wait for: what no waiting mends first. */
export const gravestHold = (findings: readonly GateFinding[]): Hold =>
  graveness.find((hold) => findings.some((finding) => finding.hold === hold)) ?? "awaitingApproval";
