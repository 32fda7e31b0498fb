import type { Diagnostic } from "../core/diagnostic.ts";
import { DowngradeError, UpgradeError } from "../core/error.ts";
import type { Plan } from "../instruction/plan.ts";
import { stagesOf } from "../plan/statements.ts";
import { toDocument } from "../plan/to-document.ts";
import { computePlan } from "../reconcile/compute-plan.ts";
import { offlinePlan } from "../reconcile/offline-plan.ts";
import { reconcileOnce } from "../reconcile/reconcile-once.ts";
import type { ReconcileRequest } from "../reconcile/request.ts";
import { planText } from "../report/plan-text.ts";
import { sqlText } from "../report/sql-text.ts";
import { resolveWith } from "../revision/resolve-operation.ts";
import { parseRange } from "../revision/target.ts";
import { finished } from "./finished.ts";
import type { Project } from "./open-project.ts";
import { runOptions, withRun } from "./run-options.ts";
import type { WalkOptions, WalkResult } from "./walk.ts";

/** Runs a walk, or shows it as a plan or as SQL without touching the database. SQL of a range `A:B` needs none. */
export async function performWalk(project: Project, request: ReconcileRequest, { run = "execute", ask }: WalkOptions): Promise<WalkResult> {
  const range = run === "sql" ? parseRange(request.target) : undefined;
  if (range !== undefined) {
    const { dialect, settings, context } = project;
    const { graph } = await project.documents();
    return script(
      await offlinePlan({
        dialect,
        settings,
        graph,
        resolve: resolveWith(context.operations),
        ...range,
        walk: request.walk === "downgrade" ? "downgrade" : "upgrade",
      }),
    );
  }
  if (run === "execute") {
    const outcome = await reconcileOnce(await runOptions(project, ask), request);
    return { kind: "executed", outcome: finished(outcome, request.walk === "downgrade" ? DowngradeError : UpgradeError) };
  }
  return withRun(project, async (opened) => {
    const { plan } = await computePlan(opened, request);
    if (run === "sql") return script(plan);
    return { kind: "plan", document: toDocument(plan, project.database.metadata.name), text: planText(plan) };
  });
}

const script = (plan: Plan): WalkResult => ({ kind: "sql", text: sqlText(plan), diagnostics: batchesAsOne(plan) });

/** In a script a backfill is a single statement. */
function batchesAsOne(plan: Plan): readonly Diagnostic[] {
  const batches = [...stagesOf(plan)].flatMap(({ instructions }) => instructions.filter(({ kind }) => kind === "batch"));
  if (batches.length === 0) return [];
  const message = `${batches.length} data step${batches.length === 1 ? "" : "s"} that would run in batches ${batches.length === 1 ? "is" : "are"} one statement each in this script`;
  return [{ code: "batches-as-one", severity: "warning", message, remedy: "On a large table run keelson upgrade instead" }];
}
