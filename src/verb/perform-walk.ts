import { DowngradeError, UpgradeError } from "../core/error.ts";
import { reconcileOnce } from "../reconcile/reconcile-once.ts";
import type { ReconcileRequest } from "../reconcile/request.ts";
import { finished } from "./finished.ts";
import type { Project } from "./project/open-project.ts";
import { runOptions } from "./project/run-options.ts";
import type { WalkOptions, WalkResult } from "./walk.ts";

/** Runs a walk, or shows it as a plan or as SQL. */
export async function performWalk(project: Project, request: ReconcileRequest, { run = "execute", ask }: WalkOptions): Promise<WalkResult> {
  if (run !== "execute") {
    const { showWalk } = await import("./show-walk.ts");
    return showWalk(project, request, run);
  }
  const outcome = await reconcileOnce(await runOptions(project, ask), request);
  return { kind: "executed", outcome: finished(outcome, request.walk === "downgrade" ? DowngradeError : UpgradeError) };
}
