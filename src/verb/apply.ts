import { reconcileOnce } from "../reconcile/reconcile-once.ts";
import { applyRequest } from "../reconcile/request.ts";
import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { readPlan } from "./project/read-plan.ts";
import { type Ask, runOptions } from "./project/run-options.ts";

export interface ApplyOptions extends VerbOptions {
  readonly target?: string;
  /** A file that `plan` wrote: exactly this, or nothing. */
  readonly plan?: string;
  readonly ask?: Ask;
}

/** One reconcile that a person asked for, or exactly the plan of a file. */
export async function apply(context: VerbContext, options: ApplyOptions): Promise<Outcome> {
  const project = await openProject(context, options);
  const exactly = options.plan === undefined ? undefined : (await readPlan(context.host, options.plan)).spec;
  const request = applyRequest(options.target ?? project.settings.target, { allowed: new Set(options.allow ?? []), exactly });
  return reconcileOnce(await runOptions(project, options.ask), request);
}
