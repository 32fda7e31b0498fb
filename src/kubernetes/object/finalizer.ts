import type { ResourceKind } from "../../resource/resource.ts";
import type { ApiObject } from "../client/api-object.ts";
import { mergeObject } from "../client/objects.ts";
import { ownType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";

/** Keeps an object of ours until the work under way has ended. */
const finalizer = "keelson.dev/operator";

export const isKept = ({ metadata }: ApiObject): boolean => metadata.finalizers?.includes(finalizer) === true;

/** Asks the API server to keep the object until it is released; the very same where it does already. @throws ApiError 409 where somebody has changed it */
export async function keepObject<T extends ApiObject>(transport: Transport, kind: ResourceKind, object: T): Promise<T> {
  return isKept(object) ? object : write(transport, kind, object, [...(object.metadata.finalizers ?? []), finalizer]);
}

/** Lets an object go. @throws ApiError 409 where somebody has changed it */
export async function releaseObject<T extends ApiObject>(transport: Transport, kind: ResourceKind, object: T): Promise<void> {
  await write(
    transport,
    kind,
    object,
    (object.metadata.finalizers ?? []).filter((name) => name !== finalizer),
  );
}

/** Only if nobody else has changed the object: the list is written whole. */
async function write<T extends ApiObject>(transport: Transport, kind: ResourceKind, object: T, finalizers: readonly string[]): Promise<T> {
  const { name, namespace, resourceVersion } = object.metadata;
  const address = namespace === undefined ? { name } : { name, namespace };
  return mergeObject<T>(transport, ownType(kind), address, { metadata: { resourceVersion, finalizers } });
}
