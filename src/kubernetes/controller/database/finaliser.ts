import type { Diagnostic } from "../../../core/diagnostic.ts";
import { InputError, KeelsonError } from "../../../core/error.ts";
import type { Next } from "../../../queue/work-queue.ts";
import { stoppedOutcome } from "../../../reconcile/reconcile-once.ts";
import { openRun } from "../../../reconcile/run.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { isKept, keepObject, releaseObject } from "../../object/finalizer.ts";
import { objectStatus } from "../../report/object-status.ts";
import { recordEvent } from "../../report/record-event.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseParts } from "./database-parts.ts";
import { databaseOptions } from "./database-options.ts";
import { surroundingsOf } from "./run-database.ts";
import { readSubject } from "./read-subject.ts";

/** Asks the API server to keep the object until its work has ended, before any is begun. */
export async function keepUntilDone(context: OperatorContext, parts: DatabaseParts, object: DatabaseObject): Promise<DatabaseObject> {
  const kept = await keepObject(context.transport, "Database", object);
  if (kept !== object) parts.databases.note(kept);
  return kept;
}

/** Nothing of the work runs any more: takes the journal away where the policy says so, never the schema, and lets the object go. */
export async function finalise(context: OperatorContext, parts: DatabaseParts, key: string, object: DatabaseObject): Promise<Next> {
  if (!isKept(object)) return { kind: "whenChanged" };
  try {
    await forgetJournal(context, parts, key, object);
  } catch (error) {
    if (!isInVain(error)) {
      await tellWhatItWaitsFor(context, parts, key, object, error);
      return { kind: "retry" };
    }
    const note = `The journal stays in the database: ${error.message}`;
    await recordEvent(context, "Database", object, { type: "Warning", reason: "JournalKept", note }).catch(() => undefined);
  }
  await releaseObject(context.transport, "Database", object);
  return { kind: "whenChanged" };
}

/** Whether nobody can tell which database is meant, or as whom to go there: with a namespace its Secrets go, and none can be made any more. */
const isInVain = (error: unknown): error is KeelsonError =>
  error instanceof InputError || (error instanceof KeelsonError && error.code === "reference-missing");

async function tellWhatItWaitsFor(
  context: OperatorContext,
  parts: DatabaseParts,
  key: string,
  object: DatabaseObject,
  error: unknown,
): Promise<void> {
  const before = object.status?.conditions;
  const { status } = stoppedOutcome({ database: object.metadata.name, now: context.clock.now(), before }, error);
  const waits: Diagnostic = {
    code: "deletion-waits",
    severity: "warning",
    message: "The object goes when its journal has been forgotten",
    remedy: "Set deletionPolicy: retain to let it go at once; the journal stays then",
  };
  const told = objectStatus(object, { ...status, diagnostics: [...status.diagnostics, waits] });
  parts.databases.note(await writeStatus(context.transport, "Database", object, { ...told, ...parts.claims.published(key) }));
}

async function forgetJournal(context: OperatorContext, parts: DatabaseParts, key: string, object: DatabaseObject): Promise<void> {
  if ((object.spec as { readonly deletionPolicy?: string } | undefined)?.deletionPolicy !== "forget") return;
  const subject = await readSubject(context, key, object);
  const run = await openRun(await databaseOptions(context, surroundingsOf(parts, key), subject, new AbortController().signal));
  try {
    const { session, settings } = run;
    if ((await session.journal.read(settings.project)) !== null) await session.journal.forget(settings.project);
  } finally {
    await run.close();
  }
}
