import type { Milliseconds } from "../../core/duration.ts";
import { inTime } from "../../http/in-time.ts";
import { sharedAnswers } from "../../http/shared-answers.ts";
import type { PageDatabase } from "../../page/page-source.ts";
import type { LoadedSource, Run } from "../../reconcile/run.ts";
import { readDrift } from "../../verb/reading/read-drift.ts";
import { readHistory } from "../../verb/reading/read-history.ts";
import { readModel } from "../../verb/reading/read-model.ts";
import { keyOf } from "../client/api-object.ts";
import { askDatabase, heldByNobody } from "../controller/database/ask-database.ts";
import type { DatabaseSubject } from "../controller/database/database-subject.ts";
import { readSubject } from "../controller/database/read-subject.ts";
import type { LookContext } from "../controller/operator-context.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { reportedOutcome } from "../remote/reported-outcome.ts";
import { documentsOf } from "../source/documents-of.ts";
import { openSource } from "../source/open-source.ts";
import { askedElsewhere } from "./asked-elsewhere.ts";
import { ownedPlans } from "./owned-plans.ts";
import { reportedGraph } from "./reported-graph.ts";
import { turns } from "./turns.ts";

/** Pages that look again and again cost a database one connection in that time, however many there are. Milliseconds. */
const databaseFreshFor = 5_000;
/** A source that lies elsewhere is fetched for each look. Milliseconds. */
const documentsFreshFor = 30_000;
/** So many are asked at a time for the page: the work goes first. */
const atATime = 3;

interface Documents {
  readonly subject: DatabaseSubject;
  readonly source: LoadedSource;
}

export interface DatabasePagesOptions {
  /** What to do where this one may not look; undefined: nothing beside what is said anyway. */
  readonly elsewhere: string | undefined;
  /** How long a database, or a source, may take. */
  readonly patience: Milliseconds;
}

/** What the page shows of Databases. */
export function databasePages(
  context: LookContext,
  { elsewhere, patience }: DatabasePagesOptions,
): (object: DatabaseObject, signal: AbortSignal) => PageDatabase {
  const inTurn = turns(atATime);
  const answers = sharedAnswers<unknown>(databaseFreshFor);
  const sources = sharedAnswers<Documents>(documentsFreshFor);
  return (object, signal) => {
    const { uid, generation } = object.metadata;
    const status = object.status === undefined ? null : reportedOutcome(object).status;
    const helped = <T>(asking: Promise<T>): Promise<T> => askedElsewhere(asking, elsewhere);
    const limited =
      <T>(work: (signal: AbortSignal) => Promise<T>) =>
      (over: AbortSignal): Promise<T> =>
        inTime(patience, over, (both) => inTurn(both, () => work(both)));
    const ask = <T>(question: string, use: (run: Run) => Promise<T>): Promise<T> => {
      const put = limited((over) => askDatabase(context, object, over, use));
      return helped(answers(JSON.stringify([question, uid, generation]), put, signal) as Promise<T>);
    };
    const documents = (): Promise<Documents> => {
      // Read anew when the operator has seen another state of it.
      const seen = JSON.stringify([uid, generation, status?.source?.digest]);
      return helped(
        sources(
          seen,
          limited((over) => readDocuments(context, object, over)),
          signal,
        ),
      );
    };
    return {
      key: keyOf(object),
      status: async () => status,
      revisions: async () => reportedGraph((await documents()).source.graph, status),
      plans: () => helped(ownedPlans(context.transport, object)),
      drift: () => ask("drift", readDrift),
      async history() {
        const { source } = await documents();
        return ask("history", async (run) => (await readHistory({ ...run, source: async () => source })).revisions);
      },
      async model() {
        const { subject, source } = await documents();
        const { dialect, database } = subject;
        const documented = { dialect, database, operations: context.verbs.operations, source: { load: async () => source } };
        return readModel(documented, (use) => ask("model", (run) => use({ ...run, source: async () => source })));
      },
    };
  };
}

async function readDocuments(context: LookContext, object: DatabaseObject, signal: AbortSignal): Promise<Documents> {
  const subject = await readSubject(context, keyOf(object), object);
  const { source } = openSource(context, subject, { ...heldByNobody, signal });
  return { subject, source: await documentsOf(context, subject, source).load() };
}
