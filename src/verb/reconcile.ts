import { reconcileOnce } from "../reconcile/reconcile-once.ts";
import { reconcileRequest } from "../reconcile/request.ts";
import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { runOptions } from "./project/run-options.ts";
import { standstillMemory } from "./project/standstill-memory.ts";

/** One reconcile that nobody watches: policy binds. */
export async function reconcile(context: VerbContext, options: VerbOptions): Promise<Outcome> {
  const project = await openProject(context, options);
  const memory = standstillMemory(project);
  return reconcileOnce(
    { ...(await runOptions(project)), ...(memory === undefined ? {} : { memory }) },
    reconcileRequest(project.settings.target, { allowed: new Set(options.allow ?? []) }),
  );
}
