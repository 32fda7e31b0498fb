import type { KeelsonError } from "../../core/error.ts";
import type { ResourceKind } from "../../resource/resource.ts";
import type { ValueSource } from "../../resource/shape/value-source.shape.ts";
import { isForbidden, isMissing } from "../client/api-error.ts";
import type { ApiObject } from "../client/api-object.ts";
import { listObjects } from "../client/list-objects.ts";
import { readObject } from "../client/objects.ts";
import { configMaps, ownType, type ResourceType, secrets } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import { isObjectName } from "../object/object-name.ts";
import type { Reference } from "../watched/reference.ts";

/** The keys of a Secret or ConfigMap with what they hold. */
export type KeyedBytes = Readonly<Record<string, Buffer>>;

/** An object with a spec that people wrote. */
export interface SpecifiedObject extends ApiObject {
  readonly spec?: object;
}

/** Reads for one Database what its document names: from its own namespace, and from no other. */
export interface NamespaceReader {
  keys(kind: "Secret" | "ConfigMap", name: string): Promise<KeyedBytes>;
  value(source: ValueSource): Promise<string>;
  /** Objects with all of these labels. */
  selected(
    kind: Extract<ResourceKind, "Schema" | "Revision">,
    labels: Readonly<Record<string, string>>,
  ): Promise<readonly SpecifiedObject[]>;
}

export interface NamespaceReading {
  readonly transport: Transport;
  readonly namespace: string;
  /** Told of everything that was read, or was not there. */
  readonly note: (reference: Reference) => void;
  /** The error for what cannot be had yet: whoever reads knows what it stops. */
  readonly absent: (message: string, remedy: string) => KeelsonError;
}

interface KeyedObject extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

const types: Readonly<Record<"Secret" | "ConfigMap", ResourceType>> = { Secret: secrets, ConfigMap: configMaps };

export function namespaceReader({ transport, namespace, note, absent }: NamespaceReading): NamespaceReader {
  const forbidden = ({ plural }: ResourceType, what: string) =>
    absent(`${what} may not be read`, `Give the operator's account get, list and watch on ${plural} there`);
  const keys = async (kind: "Secret" | "ConfigMap", name: string): Promise<KeyedBytes> => {
    const found = (version: string | null): void => note({ kind, namespace, versions: new Map([[name, version]]) });
    const missing = () => absent(`there is no ${kind} ${name} in ${namespace}`, "Create it; keelson goes on by itself");
    if (!isObjectName(name)) throw missing();
    try {
      const object = await readObject<KeyedObject>(transport, types[kind], { namespace, name });
      found(object.metadata.resourceVersion ?? null);
      return bytesOf(kind, object);
    } catch (error) {
      if (!isMissing(error) && !isForbidden(error)) throw error;
      found(null);
      if (isMissing(error)) throw missing();
      throw forbidden(types[kind], `the ${kind} ${name} in ${namespace}`);
    }
  };
  return {
    keys,
    async value(source) {
      if (source.value !== undefined) return source.value;
      const named = source.secretKeyRef ?? source.configMapKeyRef;
      if (named === undefined) throw new TypeError("env and file are refused before they are read");
      const kind = source.secretKeyRef === undefined ? "ConfigMap" : "Secret";
      const bytes = (await keys(kind, named.name))[named.key];
      if (bytes === undefined)
        throw absent(`the ${kind} ${named.name} in ${namespace} has no key ${named.key}`, "Add the key; keelson goes on by itself");
      return bytes.toString("utf8").replace(/\r?\n$/, "");
    },
    async selected(kind, labels) {
      const labelSelector = Object.entries(labels)
        .map((pair) => pair.join("="))
        .join(",");
      const { objects } = await listObjects<SpecifiedObject>(transport, ownType(kind), { namespace, labelSelector }).catch(
        (error: unknown) => {
          throw isForbidden(error) ? forbidden(ownType(kind), `objects of kind ${kind} in ${namespace}`) : error;
        },
      );
      note({
        kind,
        namespace,
        labels,
        versions: new Map(objects.map(({ metadata }) => [metadata.name, metadata.resourceVersion ?? null])),
      });
      return objects;
    },
  };
}

function bytesOf(kind: "Secret" | "ConfigMap", { data = {}, binaryData = {} }: KeyedObject): KeyedBytes {
  const decode = (values: Readonly<Record<string, string>>, encoding: "base64" | "utf8") =>
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value, encoding)] as const);
  return Object.fromEntries([...decode(data, kind === "Secret" ? "base64" : "utf8"), ...decode(binaryData, "base64")]);
}
