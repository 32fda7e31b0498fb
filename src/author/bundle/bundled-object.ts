import { apiVersion } from "../../core/api-version.ts";
import type { RevisionResource, RevisionStep, SchemaResource } from "../../resource/resource.ts";

/** A document as an object of a cluster: whole by itself. */
export interface BundledObject {
  readonly apiVersion: typeof apiVersion;
  readonly kind: "Schema" | "Revision";
  readonly metadata: { readonly name: string; readonly [key: string]: unknown };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The same documents with the text of every file that they refer to, under labels to select them by. */
export const bundledObject = (resource: SchemaResource | RevisionResource, labels: Readonly<Record<string, string>>): BundledObject => ({
  apiVersion,
  kind: resource.kind,
  metadata: { ...resource.metadata, labels: { ...resource.metadata.labels, ...labels } },
  spec: resource.kind === "Schema" ? schemaSpec(resource) : revisionSpec(resource),
});

function schemaSpec({ spec: { files, ...spec }, sqlFiles }: SchemaResource): Readonly<Record<string, unknown>> {
  return files === undefined ? spec : { ...spec, objects: [...(spec.objects ?? []), ...sqlFiles.map(({ text }) => ({ sql: text }))] };
}

const revisionSpec = ({ spec, upgrade, downgrade }: RevisionResource): Readonly<Record<string, unknown>> => ({
  ...spec,
  ...(spec.upgrade === undefined ? {} : { upgrade: written(spec.upgrade, upgrade) }),
  ...(spec.downgrade === undefined ? {} : { downgrade: written(spec.downgrade, downgrade ?? []) }),
});

type WrittenStep = Readonly<Record<string, unknown>>;

/** As people wrote them, but for what stood in a file. */
const written = (steps: unknown, read: readonly RevisionStep[]): readonly WrittenStep[] =>
  (steps as readonly WrittenStep[]).map((step, index) => {
    const { operation, args, downgrade } = read[index] as RevisionStep;
    return {
      ...step,
      ...(operation === "sql" ? { sql: args } : {}),
      ...(downgrade === undefined || !Array.isArray(step["downgrade"]) ? {} : { downgrade: written(step["downgrade"], downgrade) }),
    };
  });
