import { DowngradeError, UpgradeError } from "../core/error.ts";
import { toDocument } from "../plan/to-document.ts";
import { computePlan } from "../reconcile/compute-plan.ts";
import { reconcileOnce } from "../reconcile/reconcile-once.ts";
import type { ReconcileRequest } from "../reconcile/request.ts";
import { planText } from "../report/plan-text.ts";
import { sqlText } from "../report/sql-text.ts";
import type { Project } from "./open-project.ts";
import { finished } from "./finished.ts";
import { runOptions, withRun } from "./run-options.ts";
import type { WalkOptions, WalkResult } from "./walk.ts";

/** Runs a walk, or shows it as a plan or as SQL without touching the database. */
export async function performWalk(project: Project, request: ReconcileRequest, { run, ask }: WalkOptions): Promise<WalkResult> {
  if (run === "execute") return { kind: "executed", outcome: finished(await reconcileOnce(await runOptions(project, ask), request), request.walk === "downgrade" ? DowngradeError : UpgradeError) };
  return withRun(project, async (opened) => {
    const { plan } = await computePlan(opened, request);
    if (run === "sql") return { kind: "sql", text: sqlText(plan), diagnostics: [] };
    return { kind: "plan", document: toDocument(plan, project.database.metadata.name), text: planText(plan) };
  });
}
