import type { ResourceKind } from "../../resource/resource.ts";
import type { ApiObject } from "../client/api-object.ts";
import { applyObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import { differs } from "./object-status.ts";

/**
 * Writes the status where it says anything new, by server-side apply: nobody's change to the object in the meantime is in its way.
 * Of a uid: never into another object of the same name. Gives the object as it is now.
 */
export async function writeStatus<T extends ApiObject & { readonly status?: object }>(
  transport: Transport,
  kind: ResourceKind,
  object: T,
  status: NonNullable<T["status"]>,
): Promise<T> {
  if (!differs(object.status, status)) return object;
  const { name, namespace, uid } = object.metadata;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) };
  return applyObject(transport, ownType(kind), { metadata, status } as T, "status");
}
