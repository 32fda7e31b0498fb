import { NotFoundError, TimeoutError } from "../../core/error.ts";
import type { Situation } from "../../status/situation.ts";
import { isMissing } from "../client/api-error.ts";
import { mergeObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import { reconcileAtAnnotation } from "../object/database-object.ts";
import type { DatabaseSetObject } from "../object/database-set-object.ts";
import { poll } from "./poll.ts";
import { readDatabase } from "./remote-database.ts";
import { membersOf, readSet, type RemoteSet, setTitle } from "./remote-set.ts";
import { isSeen } from "./reported-outcome.ts";
import { reportedSet, type SetOutcome } from "./set-status.ts";

/** Has the operator look at each Database of a set and at the set now, and gives what its rollout came to. Needs `get` and `patch` on them. @throws NotFoundError, TimeoutError */
export async function remoteSetReconcile(remote: RemoteSet): Promise<SetOutcome> {
  const { transport, namespace, name, clock } = remote;
  const members = membersOf(await readSet(remote));
  const wish = clock.now().toISOString();
  const asked = { metadata: { annotations: { [reconcileAtAnnotation]: wish } } };
  for (const member of members) await mergeObject(transport, ownType("Database"), { namespace, name: member }, asked).catch(unlessGone);
  await mergeObject(transport, ownType("DatabaseSet"), { namespace, name }, asked);
  const look = async () => {
    const set = await readSet(remote);
    return isHandled(set, wish) && (await areHandled(remote, members, wish)) ? reportedSet(await readSet(remote)) : undefined;
  };
  return poll(
    remote,
    look,
    (outcome) => (outcome === undefined || goesOn.has(outcome.situation) ? undefined : outcome),
    (cause) =>
      new TimeoutError(`${setTitle(remote)} was asked to be looked at, and its rollout has not ended yet`, {
        code: "reconcile-timeout",
        cause,
        remedy: "Look with keelson status --set, or wait longer with --timeout; where nothing moves, no operator serves the namespace",
      }),
  );
}

/** A rollout in these ends by itself. */
const goesOn: ReadonlySet<Situation> = new Set(["pending", "applying", "awaitingRollout"]);

const isHandled = (
  object: Pick<DatabaseSetObject, "metadata"> & {
    readonly status?: { readonly lastHandledReconcileAt?: string; readonly observedGeneration?: number };
  },
  wish: string,
): boolean => isSeen(object) && (object.status?.lastHandledReconcileAt ?? "") >= wish;

async function areHandled(remote: RemoteSet, members: readonly string[], wish: string): Promise<boolean> {
  const databases = await Promise.all(members.map((name) => readDatabase({ ...remote, name }).catch(unlessGone)));
  return databases.every((database) => database === undefined || isHandled(database, wish));
}

/** A Database that the set has given up meanwhile is nobody's to wait for. */
function unlessGone(error: unknown): undefined {
  if (isMissing(error) || error instanceof NotFoundError) return undefined;
  throw error;
}
