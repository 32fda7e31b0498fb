import { InputError, NotFoundError } from "../../core/error.ts";
import { isMissing } from "../client/api-error.ts";
import { readObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { DatabaseSetObject } from "../object/database-set-object.ts";
import type { RemoteObject } from "./remote-database.ts";

/** A DatabaseSet of a cluster, looked at and asked from outside. */
export type RemoteSet = RemoteObject;

export const setTitle = ({ namespace, name }: Pick<RemoteSet, "namespace" | "name">): string => `DatabaseSet ${namespace}/${name}`;

/** The object as it is now. Needs `get` on it and no other right. @throws NotFoundError */
export async function readSet(remote: RemoteSet): Promise<DatabaseSetObject> {
  const { transport, namespace, name } = remote;
  return readObject<DatabaseSetObject>(transport, ownType("DatabaseSet"), { namespace, name }).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new NotFoundError(`there is no ${setTitle(remote)}`, {
      code: "set-not-found",
      remedy: `See kubectl get databasesets --namespace ${namespace}`,
    });
  });
}

/** Names of the Databases that a set has, in the order of its waves. */
export const membersOf = ({ status }: DatabaseSetObject): readonly string[] => (status?.targets ?? []).map(({ database }) => database);

/** @throws InputError: `what` is a matter of one database, and which there are */
export async function refuseSet(remote: RemoteSet, what: string): Promise<never> {
  const names = membersOf(await readSet(remote));
  const remedy =
    names.length === 0 ? "It has no Databases yet; see keelson status --set" : `Choose one with --database: ${names.join(", ")}`;
  throw new InputError(`${setTitle(remote)} has no ${what} of its own: each of its Databases has`, { code: "of-one-database", remedy });
}
