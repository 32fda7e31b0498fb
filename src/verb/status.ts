import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";
import { readStatus } from "./reading/read-status.ts";

/** What journal and catalogue say, as the operator would write it; changes nothing. Where the source does not fit the database, what the journal says by itself. */
export const status = async (context: VerbContext, options: VerbOptions): Promise<Outcome> =>
  withRun(await openProject(context, options), readStatus);
