import { DatabaseError } from "../../core/error.ts";
import type { ValueSource } from "../../resource/value-source.shape.ts";
import { isForbidden, isMissing } from "../client/api-error.ts";
import type { ApiObject } from "../client/api-object.ts";
import { readObject } from "../client/objects.ts";
import { configMaps, type ResourceType, secrets } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";

interface KeyedObject extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** A Secret or ConfigMap that a document names. */
export interface Referent {
  readonly kind: "Secret" | "ConfigMap";
  readonly namespace: string;
  readonly name: string;
}

const types: Readonly<Record<Referent["kind"], ResourceType>> = { Secret: secrets, ConfigMap: configMaps };

/** Everything that a Secret or ConfigMap holds, decoded. @throws DatabaseError, naming it, where it is not there or may not be read */
export async function readKeys(transport: Transport, { kind, namespace, name }: Referent): Promise<Readonly<Record<string, string>>> {
  try {
    const { data = {} } = await readObject<KeyedObject>(transport, types[kind], { namespace, name });
    if (kind === "ConfigMap") return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]));
  } catch (error) {
    if (isMissing(error)) throw absent(`there is no ${kind} ${name} in ${namespace}`, `Create it; keelson goes on by itself`);
    if (isForbidden(error)) throw absent(`the ${kind} ${name} in ${namespace} may not be read`, `Give the operator's account get on ${types[kind].plural} there`);
    throw error;
  }
}

/**
 * Reads a value by reference, from the object's own namespace and from no other.
 * @throws DatabaseError where it cannot be had yet
 */
export async function readReference(transport: Transport, namespace: string, source: ValueSource): Promise<string> {
  if (source.value !== undefined) return source.value;
  const { secretKeyRef, configMapKeyRef } = source;
  const named = secretKeyRef ?? configMapKeyRef;
  if (named === undefined) throw new TypeError("env and file are refused before they are read");
  const kind = secretKeyRef === undefined ? "ConfigMap" : "Secret";
  const value = (await readKeys(transport, { kind, namespace, name: named.name }))[named.key];
  if (value === undefined) throw absent(`the ${kind} ${named.name} in ${namespace} has no key ${named.key}`, "Add the key; keelson goes on by itself");
  return value.replace(/\r?\n$/, "");
}

const absent = (message: string, remedy: string): DatabaseError =>
  new DatabaseError(message, {
    code: "reference-missing",
    retryable: true,
    diagnostics: [{ code: "reference-missing", severity: "error", message, remedy }],
  });
