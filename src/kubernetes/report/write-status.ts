import { applyObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import type { DatabaseObject, DatabaseObjectStatus } from "../object/database-object.ts";
import { differs } from "./object-status.ts";

/**
 * Writes the status where it says anything new, by server-side apply: nobody's change to the object in the meantime is in its way.
 * Of a uid: never into another object of the same name. Gives the object as it is now.
 */
export async function writeStatus(transport: Transport, object: DatabaseObject, status: DatabaseObjectStatus): Promise<DatabaseObject> {
  if (!differs(object.status, status)) return object;
  const { name, namespace, uid } = object.metadata;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) };
  return applyObject<DatabaseObject>(transport, ownType("Database"), { metadata, status }, "status");
}
