import { InputError } from "../../core/error.ts";
import { parseResources } from "../../resource/parse-resources.ts";
import type { Resource, ResourceKind } from "../../resource/resource.ts";
import type { SourceFile } from "../../resource/source-file.ts";
import { refuseErrors } from "../../verb/project/refuse-errors.ts";
import { apiVersionOf, ownType } from "../client/resource-type.ts";
import { type ApiObject, keyOf } from "../client/api-object.ts";
import { refusedInCluster } from "./refused-in-cluster.ts";

/** An object as the document that people wrote, in the spelling of `kubectl get -o json`; places in it are told by line and column. */
export function objectDocument(kind: ResourceKind, object: ApiObject & { readonly spec?: object }): SourceFile {
  const { name, labels } = object.metadata;
  const metadata = { name, ...(labels === undefined ? {} : { labels }) };
  const document = { apiVersion: apiVersionOf(ownType(kind)), kind, metadata, spec: object.spec ?? {} };
  return { path: `${kind} ${keyOf(object)}`, text: JSON.stringify(document, null, 2) };
}

export interface ObjectReading {
  readonly dialects: readonly string[];
  /** `allowed`: the operator was started so that a source may be a folder of its own file system. */
  readonly directories: "allowed" | "refused";
}

/** Checks an object exactly as a file with the same content, and for what only a file may say. @throws InputError with every finding */
export function readObject<K extends ResourceKind>(
  kind: K,
  object: ApiObject & { readonly spec?: object },
  { dialects, directories }: ObjectReading,
): Extract<Resource, { readonly kind: K }> {
  const { resources, diagnostics } = parseResources([objectDocument(kind, object)], { dialects });
  refuseErrors(diagnostics);
  const [resource] = resources;
  if (resource?.kind !== kind) throw new InputError(`${keyOf(object)} is no ${kind}`, { code: "invalid-documents" });
  refuseErrors(refusedInCluster(resource, directories));
  return resource as Extract<Resource, { readonly kind: K }>;
}
