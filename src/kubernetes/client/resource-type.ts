import type { ResourceKind } from "../../resource/resource.ts";
import { group, plurals, version } from "../resource-names.ts";

/** A kind of object as an API server serves it. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

const core = (kind: string, plural: string): ResourceType => ({ group: "", version: "v1", kind, plural });

/** What keelson reads and writes beside its own kinds. */
export const secrets = core("Secret", "secrets");
export const configMaps = core("ConfigMap", "configmaps");
export const pods = core("Pod", "pods");
export const events: ResourceType = { group: "events.k8s.io", version: "v1", kind: "Event", plural: "events" };
export const leases: ResourceType = { group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases" };
export const customResourceDefinitions: ResourceType = {
  group: "apiextensions.k8s.io",
  version: "v1",
  kind: "CustomResourceDefinition",
  plural: "customresourcedefinitions",
};

/** One of keelson's own kinds. */
export const ownType = (kind: ResourceKind): ResourceType => ({ group, version, kind, plural: plurals[kind] });

export const apiVersionOf = ({ group: name, version: served }: ResourceType): string => (name === "" ? served : `${name}/${served}`);

/** Which object, or whose objects: without a namespace those of the cluster, or of all namespaces. */
export interface Place {
  readonly namespace?: string;
  readonly name?: string;
  /** Such as `status`. */
  readonly subresource?: string;
}

/** The path of an object, or of a collection where no name is given. */
export function pathOf(type: ResourceType, { namespace, name, subresource }: Place): string {
  const root = type.group === "" ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const words = [
    ...(namespace === undefined ? [] : ["namespaces", namespace]),
    type.plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return [root, ...words.map(encodeURIComponent)].join("/");
}
