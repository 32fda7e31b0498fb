import type { ExecutionEvent } from "../../../execute/execution-event.ts";
import { reconcileOnce, stoppedOutcome } from "../../../reconcile/reconcile-once.ts";
import { reconcileRequest } from "../../../reconcile/request.ts";
import type { Outcome } from "../../../status/status.ts";
import { ApiError } from "../../client/api-error.ts";
import { UnreachableError } from "../../client/unreachable-error.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { allowedSource } from "../../source/allowed-source.ts";
import { documentsOf } from "../../source/documents-of.ts";
import { openSource } from "../../source/open-source.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseParts, OpenedSource } from "./database-parts.ts";
import type { DatabaseSubject } from "./database-subject.ts";
import { databaseOptions, type DatabaseSurroundings } from "./database-options.ts";

export interface DatabaseRun {
  readonly outcome: Outcome;
  /** As far as it came. */
  readonly subject?: DatabaseSubject;
  readonly opened?: OpenedSource;
  /** The database that its journal lies in, as it claims it. */
  readonly place?: string;
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
  let place: string | undefined;
  const sofar = () => ({
    ...(subject === undefined ? {} : { subject }),
    ...(opened === undefined ? {} : { opened }),
    ...(place === undefined ? {} : { place }),
  });
  try {
    parts.references.renew(key);
    subject = await parts.subjects(key, object);
    const surroundings = surroundingsOf(parts, key, (database) => (place = database));
    opened = openSource(context, subject, { ...surroundings, signal });
    const options = await databaseOptions(context, surroundings, subject, signal);
    const source = documentsOf(context, subject, allowedSource(opened.source, object));
    const request = {
      ...reconcileRequest(subject.settings.target),
      approved: parts.plans.approved(subject),
      historyKnownAt: object.status?.history === undefined ? null : (object.status.journal?.hash ?? null),
      ...(before === undefined ? {} : { before }),
    };
    const look = (answers: () => void): Promise<Outcome> => {
      const onAdmitted = async () => {
        answers();
        await options.onAdmitted?.();
      };
      return reconcileOnce({ ...options, source, onEvent, onAdmitted, memory: parts.memory(key) }, request);
    };
    const server = options.target.shown === undefined ? place : undefined;
    const outcome = await (server === undefined ? look(() => undefined) : parts.servers.whileItAnswers(server, look));
    if (isOfCluster(outcome.error)) throw outcome.error;
    return { outcome, ...sofar() };
  } catch (error) {
    if (isOfCluster(error)) throw error;
    const outcome = stoppedOutcome({ database: object.metadata.name, now: context.clock.now(), before }, error);
    return { outcome, ...sofar() };
  } finally {
    parts.references.settle(key);
  }
}

/** What is read and claimed for a key is held for it. */
export const surroundingsOf = (
  { references, readings, claims }: DatabaseParts,
  key: string,
  onDatabase: (database: string) => void = () => undefined,
): DatabaseSurroundings => ({
  note: (reference) => references.note(key, reference),
  through: (what, wish, read) => readings.through(key, what, wish, read),
  onPlace(place) {
    onDatabase(place.database);
    claims.leave(key, place);
  },
  others: (place) => claims.claim(key, place),
});

/** The API server's trouble is none of the Database's: its status stays as it is, and the queue comes back. */
const isOfCluster = (error: unknown): boolean => error instanceof ApiError || error instanceof UnreachableError;
