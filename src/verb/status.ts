import type { Outcome } from "../status/status.ts";
import { standStill } from "../reconcile/stand-still.ts";
import type { VerbContext } from "./context.ts";
import { openProject } from "./open-project.ts";
import type { VerbOptions } from "./options.ts";
import { withRun } from "./run-options.ts";

/** What journal and catalogue say, as the operator would write it; changes nothing. */
export const status = async (context: VerbContext, options: VerbOptions): Promise<Outcome> => withRun(await openProject(context, options), standStill);
