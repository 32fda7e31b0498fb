import { InputError } from "../core/error.ts";
import { asRecorded } from "../reconcile/as-recorded.ts";
import { stoppedOutcome } from "../reconcile/reconcile-once.ts";
import type { Run } from "../reconcile/run.ts";
import { standStill } from "../reconcile/stand-still.ts";
import type { Outcome } from "../status/status.ts";
import type { VerbContext } from "./project/context.ts";
import { openProject } from "./project/open-project.ts";
import type { VerbOptions } from "./project/options.ts";
import { withRun } from "./project/run-options.ts";

/** What journal and catalogue say, as the operator would write it; changes nothing. Where the source does not fit the database, what the journal says by itself. */
export const status = async (context: VerbContext, options: VerbOptions): Promise<Outcome> =>
  withRun(await openProject(context, options), async (run) => {
    try {
      return await standStill(run);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return stopped(run, error);
    }
  });

async function stopped(run: Run, error: InputError): Promise<Outcome> {
  return stoppedOutcome({ database: run.settings.name, findings: await asRecorded(run), now: run.options.clock.now() }, error);
}
