import { replaceFile } from "../author/write-files.ts";
import type { KnownLeft } from "../reconcile/known-left.ts";
import type { VerbContext } from "./project/context.ts";
import { foundMemory } from "./project/found-memory.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";
import { type PlanRead, readPlan } from "./reading/read-plan.ts";

export interface PlanOptions extends VerbOptions {
  readonly target?: string;
  /** A file to write the plan to. */
  readonly out?: string;
}

export type PlanResult = PlanRead;

/** What a reconcile would run now; nothing is changed. */
export async function plan(context: VerbContext, options: PlanOptions): Promise<PlanResult> {
  const project = await openProject(context, options);
  const left = foundMemory<KnownLeft>(project, "left");
  const found = await withRun(project, (run) => readPlan(run, options.target), left && { left });
  if (options.out !== undefined)
    await replaceFile(context.host.cwd, { path: options.out, text: `${JSON.stringify(found.document, null, 2)}\n` });
  return found;
}
