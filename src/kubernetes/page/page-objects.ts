import { KeelsonError } from "../../core/error.ts";
import { isForbidden } from "../client/api-error.ts";
import type { ApiObject } from "../client/api-object.ts";
import { isObjectName } from "../object/object-name.ts";
import type { Namespaces } from "../watched/watched-objects.ts";

/** Lists the objects of one kind: of a namespace, or of all where none is named. */
type ListIn<T> = (namespace?: string) => Promise<readonly T[]>;

/** Those of all namespaces that are shown. `closed`: stands for a namespace that may not be looked into, so that of several it hides no other. */
export async function listShown<T>(
  namespaces: Namespaces,
  listIn: ListIn<T>,
  closed: (namespace: string, error: KeelsonError) => readonly T[],
): Promise<readonly T[]> {
  if (namespaces === "all") return listIn();
  const [sole, ...others] = namespaces;
  if (others.length === 0) return listIn(sole);
  const orClosed = (namespace: string) => (error: unknown) => {
    if (!(error instanceof KeelsonError) || !isForbidden(error)) throw error;
    return closed(namespace, error);
  };
  return (await Promise.all(namespaces.map((namespace) => listIn(namespace).catch(orClosed(namespace))))).flat();
}

/** The object that a key names; undefined where it can be none of those that are shown. */
export function placeOf(key: string, namespaces: Namespaces): Required<Pick<ApiObject["metadata"], "namespace" | "name">> | undefined {
  const [namespace, name, ...rest] = key.split("/");
  if (!isObjectName(namespace) || !isObjectName(name) || rest.length > 0) return undefined;
  return namespaces === "all" || namespaces.includes(namespace) ? { namespace, name } : undefined;
}
