import type { Diagnostic } from "../../core/diagnostic.ts";
import { ExitCode } from "../../core/error.ts";
import type { PlanDocument } from "../../plan/plan-document.ts";
import { stagesOf } from "../../plan/statements.ts";
import { toDocument } from "../../plan/to-document.ts";
import { differsMessage } from "../../reconcile/differs-message.ts";
import type { GateFinding } from "../../plan/gate/gate.ts";
import { computePlan } from "../../reconcile/compute-plan.ts";
import { schemaAtHead } from "../../reconcile/computed-changes.ts";
import { describeDrift } from "../../reconcile/drift.ts";
import { estimatePlan } from "../../reconcile/estimate-plan.ts";
import { findMissingRights } from "../../reconcile/missing-rights.ts";
import { heldBy } from "../../reconcile/judge.ts";
import { applyRequest, reconcileRequest } from "../../reconcile/request.ts";
import type { Run } from "../../reconcile/run.ts";
import { awaitsMessage } from "../../reconcile/waiting-halves.ts";
import { driftLine } from "../../report/drift-line.ts";
import { planText } from "../../report/plan-text.ts";

export interface PlanRead {
  readonly document: PlanDocument;
  readonly text: string;
  /** Rights that a run would lack. */
  readonly diagnostics: readonly Diagnostic[];
  /** What keeps a run that nobody watches from it now. */
  readonly held: readonly GateFinding[];
  /** 2 where something would run or is still to be written, 6 where only drift was found, else 0. */
  readonly finding: ExitCode;
}

/** What a reconcile would run now; nothing is changed. `target`: other than the Database's own. */
export async function readPlan(run: Run, target = run.settings.target): Promise<PlanRead> {
  const found = await computePlan(run, applyRequest(target));
  const { plan: bare, survey } = found;
  const computed = await estimatePlan(run, bare);
  const stages = [...stagesOf(computed)];
  const { ahead, behind } = survey.mode === "versioned" ? await schemaAtHead(run, survey) : { ahead: [], behind: [] };
  const isElsewhere = ahead.length + behind.length > 0;
  const { awaits } = survey;
  const pending = computed.walks.length > 0 || stages.length > 0 || isElsewhere || awaits !== null;
  const left = [
    ...(awaits === null ? [] : [awaitsMessage(awaits)]),
    ...(isElsewhere ? [differsMessage({ ahead, behind })] : []),
    ...(stages.length > 0 ? [] : describeDrift(survey.look.drift).map(driftLine)),
  ];
  return {
    document: toDocument(computed, run.settings.name),
    diagnostics: [
      ...survey.unread.map(({ message, remedy }) => ({ code: "right-missing", severity: "warning" as const, message, remedy })),
      ...(stages.length === 0 ? [] : await findMissingRights(run, stages, "warning")),
    ],
    text: planText(computed, left, awaits === null ? undefined : "Nothing can run now."),
    held: heldBy(run, reconcileRequest(target), found, new Set()),
    finding: pending ? ExitCode.pending : survey.look.drift.length > 0 ? ExitCode.drift : ExitCode.done,
  };
}
