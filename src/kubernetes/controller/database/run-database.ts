import type { ExecutionEvent } from "../../../execute/execution-event.ts";
import { reconcileOnce, stoppedOutcome } from "../../../reconcile/reconcile-once.ts";
import { reconcileRequest } from "../../../reconcile/request.ts";
import type { RunSource } from "../../../reconcile/run.ts";
import { validatorsOf } from "../../../revision/outside-operation.ts";
import type { Outcome } from "../../../status/status.ts";
import { loadSource } from "../../../verb/load-source.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseParts, OpenedSource } from "./database-parts.ts";
import type { DatabaseSubject } from "./database-subject.ts";
import { databaseOptions } from "./database-options.ts";
import { readSubject } from "./read-subject.ts";

export interface DatabaseRun {
  readonly outcome: Outcome;
  /** As far as it came. */
  readonly subject?: DatabaseSubject;
  readonly opened?: OpenedSource;
}

/** One reconcile of one object, under its policy. What stops it becomes its outcome; only a defect, or what the API server refuses, is thrown. */
export async function runDatabase(
  context: OperatorContext,
  parts: DatabaseParts,
  key: string,
  object: DatabaseObject,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: (event: ExecutionEvent) => void },
): Promise<DatabaseRun> {
  const before = object.status?.conditions;
  let subject: DatabaseSubject | undefined;
  let opened: OpenedSource | undefined;
  try {
    subject = await readSubject(context, key, object);
    opened = parts.openSource(subject, signal);
    const options = await databaseOptions(context, parts, subject, signal);
    const source = documentsOf(context, subject, opened);
    const request = {
      ...reconcileRequest(subject.settings.target),
      approved: parts.approvedPlans(subject),
      ...(before === undefined ? {} : { before }),
    };
    return { outcome: await reconcileOnce({ ...options, source, onEvent }, request), subject, opened };
  } catch (error) {
    const outcome = stoppedOutcome({ database: object.metadata.name, now: context.clock.now(), before }, error);
    return { outcome, ...(subject === undefined ? {} : { subject }), ...(opened === undefined ? {} : { opened }) };
  }
}

function documentsOf({ verbs }: OperatorContext, { database, dialect }: DatabaseSubject, { source }: OpenedSource): RunSource {
  const { variables } = database.spec;
  const reading = {
    root: ".",
    dialects: [...verbs.dialects.keys()],
    operations: validatorsOf(verbs.operations),
    ...(variables === undefined ? {} : { variables }),
    quoting: dialect.grammar,
  };
  return { digest: () => source.digest(), load: () => loadSource(source, reading) };
}
