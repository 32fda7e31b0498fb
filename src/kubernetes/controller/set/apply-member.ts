import { isForbidden, isInvalid } from "../../client/api-error.ts";
import { applyObject, mergeObject, setFieldManager } from "../../client/objects.ts";
import { ownType } from "../../client/resource-type.ts";
import type { Transport } from "../../client/transport.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import type { JudgedMember } from "./member.ts";
import { replacing } from "./replacing.ts";

export type Applied =
  | { readonly kind: "made" | "changed" | "adopted"; readonly database: DatabaseObject }
  /** The API server says what is wrong with it. */
  | { readonly kind: "refused"; readonly message: string };

const type = ownType("Database");

/**
 * Makes the Database of a member what it is to be, by server-side apply: fields that the set does not give stay as others want them. One that is there and belongs to
 * nobody is adopted; that it gets a second owner meanwhile the API server refuses. Of a uid: never another Database of that name.
 */
export async function applyMember(transport: Transport, { wanted, found }: JudgedMember): Promise<Applied> {
  const kind = applying(wanted, found);
  const { uid } = found?.metadata ?? {};
  const object = uid === undefined ? wanted : { ...wanted, metadata: { ...wanted.metadata, uid } };
  try {
    if (kind === "adopted" && found !== undefined) await takeOver(transport, found, wanted);
    return { kind, database: await applyObject<DatabaseObject>(transport, type, object, undefined, setFieldManager) };
  } catch (error) {
    if (isInvalid(error) || isForbidden(error)) return { kind: "refused", message: (error as Error).message };
    throw error;
  }
}

function applying(wanted: DatabaseObject, found: DatabaseObject | undefined): Exclude<Applied["kind"], "refused"> {
  if (found === undefined) return "made";
  const owner = wanted.metadata.ownerReferences?.[0]?.uid;
  return found.metadata.ownerReferences?.some(({ uid }) => uid === owner) === true ? "changed" : "adopted";
}

/** Of where it lies and where its documents come from only one can be told: that of whoever had it before goes. */
async function takeOver(transport: Transport, { metadata, spec: found }: DatabaseObject, { spec: wanted }: DatabaseObject): Promise<void> {
  const { name, namespace, resourceVersion } = metadata;
  const whole = (field: string): object => {
    const [before, now] = [found, wanted].map((spec) => (spec as Readonly<Record<string, unknown>> | undefined)?.[field]);
    return now === undefined ? {} : { [field]: replacing(before, now) };
  };
  const patch = { metadata: { resourceVersion }, spec: { ...whole("connection"), ...whole("source") } };
  await mergeObject(transport, type, namespace === undefined ? { name } : { name, namespace }, patch);
}
