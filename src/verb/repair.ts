import { repair as repairRun, type Repaired } from "../reconcile/repair.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

/** Accepts what stops a run: edited revisions, the database as it is, revisions edited half way. */
export const repair = async (context: VerbContext, options: VerbOptions): Promise<Repaired> =>
  withRun(await openProject(context, options), repairRun);
