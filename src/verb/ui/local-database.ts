import { DatabaseError, ExitCode, type KeelsonError, TimeoutError } from "../../core/error.ts";
import type { Milliseconds } from "../../core/duration.ts";
import { inTime } from "../../http/in-time.ts";
import { sharedAnswers } from "../../http/shared-answers.ts";
import type { PageDatabase, PagePlan } from "../../page/page-source.ts";
import type { Hold } from "../../plan/gate/gate.ts";
import { gravestHold, heldDiagnostics } from "../../reconcile/judge.ts";
import { withReadingRun } from "../../reconcile/reading-run.ts";
import type { Run } from "../../reconcile/run.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import { flagDuration } from "../project/flag-duration.ts";
import type { VerbContext } from "../project/context.ts";
import { openDatabase, type Project } from "../project/open-project.ts";
import type { VerbOptions } from "../project/options.ts";
import { runOptions } from "../project/run-options.ts";
import { readDrift } from "../reading/read-drift.ts";
import { readHistory } from "../reading/read-history.ts";
import { readModel } from "../reading/read-model.ts";
import { readPlan } from "../reading/read-plan.ts";
import { readRevisions } from "../reading/read-revisions.ts";
import { statusTeller } from "./tell-status.ts";

/** Several open pages that look again and again cost a database one look in that time. */
const freshFor: Milliseconds = 1_000;
/** How long a part may take where nobody says `--timeout`. */
const patience: Milliseconds = 30_000;

/** What the page shows of a database: what its documents and itself say at the moment, asked anew for each part. */
export function localDatabases(
  context: VerbContext,
  { timeout, ...options }: VerbOptions,
): (database: DatabaseResource, signal: AbortSignal) => PageDatabase {
  const answers = sharedAnswers<unknown>(freshFor);
  const tellers = new Map<string, ReturnType<typeof statusTeller>>();
  const limit = flagDuration("timeout", timeout) ?? patience;
  return (database, signal) => {
    const key = database.metadata.name;
    const tell = tellers.get(key) ?? statusTeller();
    tellers.set(key, tell);
    let unheard: KeelsonError | undefined;
    const ask = async <T>(part: string, work: (project: Project, over: AbortSignal) => Promise<T>): Promise<T> => {
      // A page that has waited in vain for one part does not wait for the next.
      if (unheard !== undefined) throw unheard;
      const limited = (over: AbortSignal) => inTime(limit, over, async (end) => work(await openDatabase(context, options, database), end));
      try {
        return (await answers(JSON.stringify([part, key]), limited, signal)) as T;
      } catch (error) {
        if (error instanceof DatabaseError || error instanceof TimeoutError) unheard = error;
        throw error;
      }
    };
    const read = <T>(part: string, use: (run: Run) => Promise<T>): Promise<T> =>
      ask(part, async (project, over) => withReadingRun(await runOptions(project), over, use));
    return {
      key,
      status: () => read("status", tell),
      revisions: () => read("revisions", readRevisions),
      plans: () => read("plans", planNow),
      drift: () => read("drift", readDrift),
      history: () => read("history", async (run) => (await readHistory(run)).revisions),
      model: () =>
        ask("model", async (project, over) => {
          const {
            dialect,
            database: as,
            context: { operations },
          } = project;
          const documents = { dialect, database: as, operations, source: { load: () => project.documents() } };
          return readModel(documents, async (use) => withReadingRun(await runOptions(project), over, use));
        }),
    };
  };
}

/** The plan of what is to run, where anything is, and whether policy lets it. */
async function planNow(run: Run): Promise<readonly PagePlan[]> {
  const { document, finding, diagnostics, held } = await readPlan(run);
  const { stages, from, to } = document.spec;
  const runs = finding === ExitCode.pending && (stages.length > 0 || from.join() !== to.join());
  if (!runs) return [];
  const state = held.length === 0 ? "would run now" : standings[gravestHold(held)];
  return [{ document, state, diagnostics: [...heldDiagnostics(held), ...diagnostics] }];
}

/** Of a plan that a run under policy would not run now. */
const standings: Readonly<Record<Hold, string>> = {
  suspended: "suspended",
  refused: "refused by policy",
  driftBlocked: "drift is in its way",
  awaitingApproval: "wants approval",
  outsideWindow: "waits for its window",
};
