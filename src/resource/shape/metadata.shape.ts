import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { apiVersion } from "../../core/api-version.ts";
import { reference } from "../../model/kind/field.shape.ts";

const labels = Type.Record(Type.String(), Type.String(), { description: "Labels." });

/** Kubernetes metadata; what the API server adds is left alone. */
export const metadataShape = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 253,
      pattern: "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$",
      description: "A name that Kubernetes takes.",
    }),
    namespace: Type.Optional(Type.String({ description: "Namespace in the cluster." })),
    labels: Type.Optional(labels),
    annotations: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Annotations." })),
  },
  { $id: "metadata", description: "Name and labels of the object." },
);
export type Metadata = Static<typeof metadataShape>;

/** The envelope around a spec. */
export const envelope = <K extends string, S extends TSchema>(kind: K, description: string, spec: S) =>
  Type.Object(
    {
      apiVersion: Type.Unsafe<typeof apiVersion>({ type: "string", enum: [apiVersion] }),
      kind: Type.Unsafe<K>({ type: "string", enum: [kind] }),
      metadata: reference(metadataShape),
      spec,
      status: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: "object", description: "Written by keelson; not read." })),
    },
    { $id: kind, additionalProperties: false, description },
  );
