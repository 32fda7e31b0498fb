import type { Clock } from "../../core/clock.ts";
import { InputError, NotFoundError } from "../../core/error.ts";
import { isMissing } from "../client/api-error.ts";
import { listObjects } from "../client/list-objects.ts";
import { readObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import type { DatabaseObject } from "../object/database-object.ts";

/** An object of ours in a cluster, looked at and asked from outside with the rights of whoever asks. */
export interface RemoteObject {
  readonly transport: Transport;
  readonly namespace: string;
  readonly name: string;
  readonly clock: Clock;
  /** Ends the waiting; its reason is thrown. */
  readonly signal: AbortSignal;
}

export type RemoteDatabase = RemoteObject;

export const titleOf = ({ namespace, name }: Pick<RemoteDatabase, "namespace" | "name">): string => `Database ${namespace}/${name}`;

/** The object as it is now. Needs `get` on it and no other right. @throws NotFoundError */
export async function readDatabase(remote: RemoteDatabase): Promise<DatabaseObject> {
  const { transport, namespace, name } = remote;
  return readObject<DatabaseObject>(transport, ownType("Database"), { namespace, name }).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new NotFoundError(`there is no ${titleOf(remote)}`, {
      code: "database-not-found",
      remedy: `See kubectl get databases --namespace ${namespace}`,
    });
  });
}

/** Names of the Databases of a namespace, sorted. Needs `list`. */
export async function databasesIn(transport: Transport, namespace: string): Promise<readonly string[]> {
  const { objects } = await listObjects(transport, ownType("Database"), { namespace, form: "metadata" });
  return objects.map(({ metadata }) => metadata.name).sort();
}

/** The one Database of a namespace, where nobody says which. @throws NotFoundError, InputError naming them */
export async function soleDatabaseIn(transport: Transport, namespace: string): Promise<string> {
  const [first, ...others] = await databasesIn(transport, namespace);
  if (first === undefined)
    throw new NotFoundError(`there is no Database in the namespace ${namespace}`, {
      code: "database-not-found",
      remedy: "Apply one there, or name another namespace with -n",
    });
  if (others.length === 0) return first;
  const names = [first, ...others].join(", ");
  throw new InputError(`the namespace ${namespace} holds several Databases: ${names}`, {
    code: "several-databases",
    remedy: "Choose one with --database NAME",
  });
}
