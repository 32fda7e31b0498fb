import type { ApiObject } from "./api-object.ts";
import { askServer } from "./ask-server.ts";
import { apiVersionOf, type Place, pathOf, type ResourceType } from "./resource-type.ts";
import type { Transport } from "./transport.ts";

/** Who owns the fields that keelson applies. */
export const fieldManager = "keelson";

/** Who owns what a DatabaseSet gives its Databases: people and the rest of the operator keep the fields that it does not give. */
export const setFieldManager = "keelson-set";

/** Where an object lies. */
export interface Address extends Place {
  readonly name: string;
}

export const readObject = <T extends ApiObject>(transport: Transport, type: ResourceType, address: Address): Promise<T> =>
  askServer<T>(transport, { method: "GET", path: pathOf(type, address) });

/** Throws ApiError 409 where it is there already. */
export function createObject<T extends ApiObject>(transport: Transport, type: ResourceType, object: T): Promise<T> {
  const { namespace } = object.metadata;
  return askServer<T>(transport, {
    method: "POST",
    path: pathOf(type, namespace === undefined ? {} : { namespace }),
    query: { fieldManager, fieldValidation: "Strict" },
    body: typed(type, object),
  });
}

/** Writes the whole object. Throws ApiError 409 where it has changed since it was read, by its resourceVersion. */
export const replaceObject = <T extends ApiObject>(transport: Transport, type: ResourceType, object: T): Promise<T> =>
  askServer<T>(transport, {
    method: "PUT",
    path: pathOf(type, addressOf(object)),
    query: { fieldManager, fieldValidation: "Strict" },
    body: typed(type, object),
  });

/**
 * Server-side apply: the fields that are given become these, and stay ours; what an earlier apply of ours gave and this does not is removed.
 * What another owns is taken over. With the subresource `status` only that is written.
 */
export const applyObject = <T extends ApiObject>(
  transport: Transport,
  type: ResourceType,
  object: T,
  subresource?: "status",
  manager: string = fieldManager,
): Promise<T> =>
  askServer<T>(transport, {
    method: "PATCH",
    path: pathOf(type, { ...addressOf(object), ...(subresource === undefined ? {} : { subresource }) }),
    query: { fieldManager: manager, force: "true", fieldValidation: "Strict" },
    body: typed(type, object),
    contentType: "application/apply-patch+yaml",
  });

/** Changes what the patch names and nothing else; null removes. Lists are replaced whole. */
export const mergeObject = <T extends ApiObject>(transport: Transport, type: ResourceType, address: Address, patch: object): Promise<T> =>
  askServer<T>(transport, {
    method: "PATCH",
    path: pathOf(type, address),
    query: { fieldManager, fieldValidation: "Strict" },
    body: patch,
    contentType: "application/merge-patch+json",
  });

/** Of a given uid only that object is deleted, not another that has its name by now. */
export const deleteObject = (transport: Transport, type: ResourceType, address: Address, uid?: string): Promise<unknown> =>
  askServer(transport, {
    method: "DELETE",
    path: pathOf(type, address),
    ...(uid === undefined ? {} : { body: { preconditions: { uid } } }),
  });

const typed = <T extends ApiObject>(type: ResourceType, object: T): T => ({ ...object, apiVersion: apiVersionOf(type), kind: type.kind });

const addressOf = ({ metadata: { name, namespace } }: ApiObject): Address => (namespace === undefined ? { name } : { name, namespace });
