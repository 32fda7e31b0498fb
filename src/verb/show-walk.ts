import type { Diagnostic } from "../core/diagnostic.ts";
import type { Plan } from "../instruction/plan.ts";
import { stagesOf } from "../plan/statements.ts";
import { toDocument } from "../plan/to-document.ts";
import { computePlan } from "../reconcile/compute-plan.ts";
import { estimatePlan } from "../reconcile/estimate-plan.ts";
import { findMissingRights } from "../reconcile/missing-rights.ts";
import { offlinePlan } from "../reconcile/offline-plan.ts";
import type { ReconcileRequest } from "../reconcile/request.ts";
import { searchPathOf } from "../reconcile/planning-context.ts";
import { planText } from "../report/plan-text.ts";
import { sqlText } from "../report/sql-text.ts";
import { resolveWith } from "../revision/resolve-operation.ts";
import { parseRange } from "../revision/target.ts";
import type { Project } from "./project/open-project.ts";
import { withRun } from "./project/run-options.ts";
import type { WalkResult } from "./walk.ts";

/** A walk as a plan or as SQL; nothing is changed. SQL of a range `A:B` needs no database. */
export async function showWalk(project: Project, request: ReconcileRequest, as: "plan" | "sql"): Promise<WalkResult> {
  const range = as === "sql" ? parseRange(request.target) : undefined;
  if (range !== undefined) {
    const { dialect, settings, context } = project;
    const { graph } = await project.documents();
    const plan = await offlinePlan({
      dialect,
      settings,
      graph,
      resolve: resolveWith(context.operations),
      ...range,
      walk: request.walk === "downgrade" ? "downgrade" : "upgrade",
    });
    return script(plan, project);
  }
  return withRun(project, async (opened) => {
    const { plan: bare } = await computePlan(opened, request);
    if (as === "sql") return script(bare, project);
    const plan = await estimatePlan(opened, bare);
    const diagnostics = await findMissingRights(opened, stagesOf(plan), "warning");
    return { kind: "plan", document: toDocument(plan, project.database.metadata.name), text: planText(plan), diagnostics };
  });
}

const script = (plan: Plan, { dialect, settings }: Project): WalkResult => ({
  kind: "sql",
  text: sqlText(plan, dialect.script, searchPathOf(settings)),
  diagnostics: [...batchesAsOne(plan), ...journalRead(plan)],
});

/** Rows that a step inserted are known by the journal alone. */
function journalRead(plan: Plan): readonly Diagnostic[] {
  const reading = [...stagesOf(plan)].some(({ instructions }) =>
    instructions.some(({ effects }) => effects.some((effect) => effect.kind === "data" && effect.data.step === "deleteInserted")),
  );
  if (!reading) return [];
  const message = "this script takes away rows that a step has inserted, and finds them in the journal of the database";
  return [
    {
      code: "script-reads-journal",
      severity: "warning",
      message,
      remedy: "Where the steps ran by a script too, delete those rows by hand",
    },
  ];
}

/** In a script a backfill is a single statement. */
function batchesAsOne(plan: Plan): readonly Diagnostic[] {
  const batches = [...stagesOf(plan)].flatMap(({ instructions }) => instructions.filter(({ kind }) => kind === "batch"));
  if (batches.length === 0) return [];
  const message = `${batches.length} data step${batches.length === 1 ? "" : "s"} that would run in batches ${batches.length === 1 ? "is" : "are"} one statement each in this script`;
  return [{ code: "batches-as-one", severity: "warning", message, remedy: "On a large table run keelson upgrade instead" }];
}
