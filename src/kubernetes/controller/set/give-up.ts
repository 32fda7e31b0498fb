import { isMissing } from "../../client/api-error.ts";
import { deleteObject, mergeObject } from "../../client/objects.ts";
import { ownType } from "../../client/resource-type.ts";
import type { Transport } from "../../client/transport.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { type DatabaseSetObject, setLabel, sourceDigestAnnotation, templateAnnotation } from "../../object/database-set-object.ts";

/** What becomes of the Databases that a set no longer has. */
export type OnRemove = "orphan" | "delete";

/** Read also where the rest of the spec cannot be: a set that is deleted still says what becomes of its Databases. */
export const onRemoveOf = ({ spec }: DatabaseSetObject): OnRemove =>
  (spec as { readonly onRemove?: unknown } | undefined)?.onRemove === "delete" ? "delete" : "orphan";

export const isOwnedBy = (set: DatabaseSetObject, { metadata }: DatabaseObject): boolean =>
  metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid) === true;

/** `orphan`: the Database stays as it is and belongs to nobody. `delete`: it goes; what becomes of its journal its deletionPolicy says, and its schema stays. Gives it as it is now, where it stays. */
export async function giveUp(
  transport: Transport,
  set: DatabaseSetObject,
  database: DatabaseObject,
  onRemove: OnRemove,
): Promise<DatabaseObject | undefined> {
  const { name, namespace, uid, resourceVersion, ownerReferences = [] } = database.metadata;
  const address = namespace === undefined ? { name } : { name, namespace };
  try {
    if (onRemove === "delete") {
      await deleteObject(transport, ownType("Database"), address, uid);
      return undefined;
    }
    const metadata = {
      // The list of owners is written whole: only if nobody has changed it.
      resourceVersion,
      ownerReferences: ownerReferences.filter((owner) => owner.uid !== set.metadata.uid),
      labels: { [setLabel]: null },
      annotations: { [templateAnnotation]: null, [sourceDigestAnnotation]: null },
    };
    return await mergeObject<DatabaseObject>(transport, ownType("Database"), address, { metadata });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
