import type { Next } from "../../../queue/work-queue.ts";
import { stoppedOutcome } from "../../../reconcile/reconcile-once.ts";
import { openRun } from "../../../reconcile/run.ts";
import { mergeObject } from "../../client/objects.ts";
import { ownType } from "../../client/resource-type.ts";
import { type DatabaseObject, finalizer } from "../../object/database-object.ts";
import { objectStatus } from "../../report/object-status.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseParts } from "./database-parts.ts";
import { databaseOptions } from "./database-options.ts";
import { surroundingsOf } from "./run-database.ts";
import { readSubject } from "./read-subject.ts";

/** Asks the API server to keep the object until its work has ended, before any is begun. */
export async function keepUntilDone(context: OperatorContext, parts: DatabaseParts, object: DatabaseObject): Promise<DatabaseObject> {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(finalizer)) return object;
  return writeFinalizers(context, parts, object, [...finalizers, finalizer]);
}

/** Nothing of the work runs any more: takes the journal away where the policy says so, never the schema, and lets the object go. */
export async function finalise(context: OperatorContext, parts: DatabaseParts, key: string, object: DatabaseObject): Promise<Next> {
  const { finalizers = [] } = object.metadata;
  if (!finalizers.includes(finalizer)) return { kind: "whenChanged" };
  try {
    await forgetJournal(context, parts, key, object);
  } catch (error) {
    const before = object.status?.conditions;
    const { status } = stoppedOutcome({ database: object.metadata.name, now: context.clock.now(), before }, error);
    parts.databases.note(await writeStatus(context.transport, object, objectStatus(object, status)));
    return { kind: "retry" };
  }
  await writeFinalizers(
    context,
    parts,
    object,
    finalizers.filter((name) => name !== finalizer),
  );
  return { kind: "whenChanged" };
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

/** Only if nobody else has changed the object: the list is written whole. */
async function writeFinalizers({ transport }: OperatorContext, parts: DatabaseParts, object: DatabaseObject, finalizers: readonly string[]): Promise<DatabaseObject> {
  const { name, namespace, resourceVersion } = object.metadata;
  const address = namespace === undefined ? { name } : { name, namespace };
  const written = await mergeObject<DatabaseObject>(transport, ownType("Database"), address, { metadata: { resourceVersion, finalizers } });
  if (finalizers.length > 0) parts.databases.note(written);
  return written;
}
