import type { ExecutionEvent } from "../../../execute/execution-event.ts";
import { errorText } from "../../report/error-text.ts";
import type { Next } from "../../../queue/work-queue.ts";
import { makeOutcome, nothingFound } from "../../../status/make-outcome.ts";
import type { Outcome } from "../../../status/status.ts";
import type { DatabaseObject, DatabaseObjectStatus } from "../../object/database-object.ts";
import { objectStatus } from "../../report/object-status.ts";
import { progressWriter } from "../../report/progress-writer.ts";
import { type EventText, recordEvent } from "../../report/record-event.ts";
import { transitionOf } from "../../report/transition.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { OperatorContext } from "../operator-context.ts";
import { settleCurrent } from "../settle-current.ts";
import type { DatabaseParts } from "./database-parts.ts";
import { finalise, keepUntilDone } from "./finaliser.ts";
import { nextLookAt } from "./next-look-at.ts";
import { asksOf, contested } from "./rivals.ts";
import { runDatabase } from "./run-database.ts";

/** The work on one Database: level-triggered, from the object as it is now and nothing else. */
export const databaseWork =
  (context: OperatorContext, parts: DatabaseParts) =>
  async (key: string, signal: AbortSignal): Promise<Next> => {
    const object = parts.databases.get(key);
    if (object === undefined) {
      parts.forget(key);
      return { kind: "whenChanged" };
    }
    return settleCurrent(() => workOn(context, parts, key, object, signal));
  };

async function workOn(
  context: OperatorContext,
  parts: DatabaseParts,
  key: string,
  object: DatabaseObject,
  signal: AbortSignal,
): Promise<Next> {
  if (object.metadata.deletionTimestamp !== undefined) return finalise(context, parts, key, object);
  if (object.status === undefined) {
    await greet(context, parts, object);
    return { kind: "again" };
  }
  const kept = await keepUntilDone(context, parts, object);
  const progress = progressWriter(context, (status) => show(context, parts, key, status));
  const start = performance.now();
  const onEvent = (event: ExecutionEvent): void => {
    progress.take(event);
    if (event.kind === "retrying" && event.blockers !== null) context.observer.lockWaited(key, event.blockers.length);
  };
  const run = await runDatabase(context, parts, key, kept, { signal, onEvent });
  await progress.end();
  const { subject, place } = run;
  parts.claims.ask(key, place === undefined ? [] : asksOf(run.outcome.error, place));
  const outcome = contested(run.outcome, parts.claims.rivals(key), {
    now: context.clock.now(),
    before: kept.status?.conditions ?? [],
  });
  const ref = subject === undefined || outcome.plan === undefined ? undefined : await parts.plans.publish(context, subject, outcome.plan);
  await tell(context, parts, key, kept, outcome, ref);
  context.observer.reconciled(key, outcome, performance.now() - start);
  return nextLookAt(run, context.clock.now(), context.chance());
}

/** The first thing that is written for a new object is a status: whoever waits for it takes none for done. No more of it than that says: of a thousand new ones the API server takes a quarter longer for all of it. */
async function greet(context: OperatorContext, parts: DatabaseParts, object: DatabaseObject): Promise<void> {
  const { status } = makeOutcome({
    situation: "pending",
    message: "Waits for its turn",
    findings: nothingFound(object.metadata.name),
    now: context.clock.now(),
  });
  const { reason, message, conditions, observedGeneration } = objectStatus(object, status);
  const greeting = { reason, message, conditions, ...(observedGeneration === undefined ? {} : { observedGeneration }) };
  parts.databases.note(await writeStatus(context.transport, "Database", object, greeting));
}

/** Writes the status of the object as it is by now, and an event where it became another. */
async function tell(
  context: OperatorContext,
  parts: DatabaseParts,
  key: string,
  seen: DatabaseObject,
  { status }: Outcome,
  ref: string | undefined,
): Promise<void> {
  const now = parts.databases.get(key) ?? seen;
  // The generation that the run was about, not the one that came in the meantime.
  const about = {
    ...now,
    metadata: {
      ...now.metadata,
      ...(seen.metadata.generation === undefined ? {} : { generation: seen.metadata.generation }),
      annotations: seen.metadata.annotations ?? {},
    },
  };
  const next = { ...withPlan(objectStatus(about, status), ref), ...parts.claims.published(key) };
  const transition = transitionOf(now.status?.conditions ?? [], status);
  parts.databases.note(await writeStatus(context.transport, "Database", now, next));
  if (transition !== null) await record(context, key, now, transition);
}

/** A note that is lost hurts nobody: the status says the same. */
const record = ({ logger, ...reporter }: OperatorContext, key: string, object: DatabaseObject, text: EventText): Promise<void> =>
  recordEvent(reporter, "Database", object, text).catch((error: unknown) =>
    logger.log("warn", "event.failed", { key, error: errorText(error) }),
  );

/** The plan that waits, with the object that has its statements. */
const withPlan = (status: DatabaseObjectStatus, ref: string | undefined): DatabaseObjectStatus =>
  ref === undefined || status.plan == null ? status : { ...status, plan: { ...status.plan, ref } };

async function show(context: OperatorContext, parts: DatabaseParts, key: string, status: Outcome["status"]): Promise<void> {
  context.observer.progressed(key, status);
  const now = parts.databases.get(key);
  if (now === undefined) return;
  const next = { ...objectStatus(now, status), ...parts.claims.published(key) };
  parts.databases.note(await writeStatus(context.transport, "Database", now, next));
}
