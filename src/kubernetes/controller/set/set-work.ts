import type { Milliseconds } from "../../../core/duration.ts";
import { KeelsonError } from "../../../core/error.ts";
import type { Next } from "../../../queue/work-queue.ts";
import { keyOf } from "../../client/api-object.ts";
import { ApiError } from "../../client/api-error.ts";
import { UnreachableError } from "../../client/unreachable-error.ts";
import type { DatabaseSetObject } from "../../object/database-set-object.ts";
import { isKept, keepObject, releaseObject } from "../../object/finalizer.ts";
import { writeStatus } from "../../report/write-status.ts";
import type { OperatorContext } from "../operator-context.ts";
import { settleCurrent } from "../settle-current.ts";
import { giveUp, isOwnedBy, onRemoveOf } from "./give-up.ts";
import { rollOut } from "./roll-out.ts";
import type { SetParts } from "./set-parts.ts";
import { stoppedStatus } from "./set-status.ts";

/** Until the Databases are listed nothing is known of them. Milliseconds. */
const untilListed = 250;

/** The work on one DatabaseSet: level-triggered, from the set and its Databases as they are now and nothing else. */
export const setWork =
  (context: OperatorContext, parts: SetParts) =>
  async (key: string, signal: AbortSignal): Promise<Next> => {
    const set = parts.sets.get(key);
    if (set === undefined) {
      parts.forget(key);
      return { kind: "whenChanged" };
    }
    if (!parts.databases.listed) return { kind: "after", pause: untilListed };
    return settleCurrent(() => workOn(context, parts, key, set, signal));
  };

async function workOn(context: OperatorContext, parts: SetParts, key: string, set: DatabaseSetObject, signal: AbortSignal): Promise<Next> {
  const { transport, clock } = context;
  if (set.metadata.deletionTimestamp !== undefined) return finalise(context, parts, key, set);
  if (set.status === undefined) {
    // The first thing that is written is a status: whoever waits for the set takes none for done.
    parts.sets.note(await writeStatus(transport, "DatabaseSet", set, stoppedStatus(set, "pending", "Waits for its turn", [], clock.now())));
    return { kind: "again" };
  }
  const kept = await keepObject(transport, "DatabaseSet", set);
  parts.sets.note(kept);
  try {
    const { status, next, events } = await rollOut(context, parts, key, kept, signal);
    context.observer.rolledOut(key, status);
    const more = await parts.reporter.tell(kept, status, events);
    return more === undefined ? next : sooner(next, more);
  } catch (error) {
    if (!(error instanceof KeelsonError) || error instanceof ApiError || error instanceof UnreachableError) throw error;
    const status = stoppedStatus(kept, "invalid", error.message, error.diagnostics, clock.now());
    context.observer.rolledOut(key, status);
    await parts.reporter.tell(kept, status, []);
    return { kind: "whenChanged" };
  }
}

/** What is left to be told waits for no longer pause: not for that before a retry either, which begins when it is told. */
const sooner = (next: Next, pause: Milliseconds): Next => ({
  kind: "after",
  pause: next.kind === "after" ? Math.min(next.pause, pause) : pause,
});

/** Its Databases are given up first; where they are to go with it, it waits until they have. */
async function finalise({ transport }: OperatorContext, parts: SetParts, key: string, set: DatabaseSetObject): Promise<Next> {
  if (!isKept(set)) return { kind: "whenChanged" };
  const onRemove = onRemoveOf(set);
  const owned = [...parts.databases.all()].filter((database) => isOwnedBy(set, database));
  parts.follow(key, owned.map(keyOf));
  for (const database of owned) {
    if (database.metadata.deletionTimestamp !== undefined && onRemove === "delete") continue;
    const left = await giveUp(transport, set, database, onRemove);
    if (left !== undefined) parts.databases.note(left);
  }
  if (onRemove === "orphan" || owned.length === 0) await releaseObject(transport, "DatabaseSet", set);
  return { kind: "whenChanged" };
}
