import { TimeoutError } from "../../core/error.ts";
import { standings } from "../../status/situation.ts";
import type { Outcome } from "../../status/status.ts";
import { mergeObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import { type DatabaseObject, reconcileAtAnnotation } from "../object/database-object.ts";
import { poll } from "./poll.ts";
import { readDatabase, type RemoteDatabase, titleOf } from "./remote-database.ts";
import { isSeen, reportedOutcome } from "./reported-outcome.ts";

/** Has the operator look at a Database now, and gives what it came to. Needs `get` and `patch` on that object. @throws NotFoundError, TimeoutError */
export async function remoteReconcile(remote: RemoteDatabase): Promise<Outcome> {
  const { transport, namespace, name, clock } = remote;
  await readDatabase(remote);
  const wish = clock.now().toISOString();
  await mergeObject(transport, ownType("Database"), { namespace, name }, { metadata: { annotations: { [reconcileAtAnnotation]: wish } } });
  return poll(
    remote,
    () => readDatabase(remote),
    (object) => settled(object, wish),
    (cause) =>
      new TimeoutError(`${titleOf(remote)} was asked to be looked at, and no operator is done with it yet`, {
        code: "reconcile-timeout",
        cause,
        remedy: "Look with keelson status, or wait longer with --timeout; where nothing moves, no operator serves the namespace",
      }),
  );
}

/** The outcome of the run that was asked for, or of a later one; what is under way is none. */
function settled(object: DatabaseObject, wish: string): Outcome | undefined {
  const handled = object.status?.lastHandledReconcileAt;
  if (handled === undefined || handled < wish || !isSeen(object)) return undefined;
  const outcome = reportedOutcome(object);
  return outcome.situation === "pending" || standings[outcome.situation].exit === null ? undefined : outcome;
}
