import { isForbidden, isInvalid } from "../../client/api-error.ts";
import { applyObject, setFieldManager } from "../../client/objects.ts";
import { ownType } from "../../client/resource-type.ts";
import type { Transport } from "../../client/transport.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { JudgedMember } from "./member.ts";

export type Applied =
  | { readonly kind: "made" | "changed" | "adopted"; readonly database: DatabaseObject }
  /** The API server says what is wrong with it. */
  | { readonly kind: "refused"; readonly message: string };

/**
 * Makes the Database of a member what it is to be, by server-side apply: fields that the set does not give stay as others want them. One that is there and belongs to
 * nobody is adopted; that it gets a second owner meanwhile the API server refuses. Of a uid: never another Database of that name.
 */
export async function applyMember(transport: Transport, { wanted, found }: JudgedMember): Promise<Applied> {
  const { uid } = found?.metadata ?? {};
  const object = uid === undefined ? wanted : { ...wanted, metadata: { ...wanted.metadata, uid } };
  try {
    const database = await applyObject<DatabaseObject>(transport, ownType("Database"), object, undefined, setFieldManager);
    const owner = wanted.metadata.ownerReferences?.[0]?.uid;
    const isOurs = found?.metadata.ownerReferences?.some((reference) => reference.uid === owner);
    return { kind: found === undefined ? "made" : isOurs === true ? "changed" : "adopted", database };
  } catch (error) {
    if (isInvalid(error) || isForbidden(error)) return { kind: "refused", message: (error as Error).message };
    throw error;
  }
}
