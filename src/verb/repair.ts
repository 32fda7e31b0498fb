import { repair as repairRun, type Repaired } from "../reconcile/repair.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withWritingRun } from "./run-options.ts";

/** Accepts what stops a run: edited revisions, the database as it is, revisions edited half way. */
export const repair = async (context: VerbContext, options: VerbOptions): Promise<Repaired> => withWritingRun(await openProject(context, options), repairRun);
