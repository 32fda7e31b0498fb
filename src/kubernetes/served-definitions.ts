import { InputError } from "../core/error.ts";
import { isMissing } from "./client/api-error.ts";
import { askServer } from "./client/ask-server.ts";
import type { Transport } from "./client/transport.ts";
import { group, version } from "./resource-names.ts";

/** A schema as far as its fields go. */
interface FieldSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly additionalProperties?: FieldSchema | boolean;
}

/** A CustomResourceDefinition of ours. */
export interface ResourceDefinition {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: FieldSchema } }[];
  };
}

interface ServedSchemas {
  readonly components?: {
    readonly schemas?: Readonly<
      Record<string, FieldSchema & { readonly "x-kubernetes-group-version-kind"?: readonly { readonly kind: string }[] }>
    >;
  };
}

/**
 * An API server drops what its definitions do not know: an operator that is newer than they are would report into the void and act on half of what was asked.
 * Read from what the server publishes to everybody, so no right to read definitions is needed.
 * @throws InputError naming the first field that is not served
 */
export async function refuseOlderDefinitions(transport: Transport, definitions: readonly ResourceDefinition[]): Promise<void> {
  const served = await askServer<ServedSchemas>(transport, { method: "GET", path: `/openapi/v3/apis/${group}/${version}` }).catch(
    (error: unknown): ServedSchemas => {
      if (isMissing(error)) return {};
      throw error;
    },
  );
  const schemas = Object.values(served.components?.schemas ?? {});
  for (const { spec } of definitions) {
    const { kind } = spec.names;
    const found = schemas.find((schema) => schema["x-kubernetes-group-version-kind"]?.some((each) => each.kind === kind));
    if (found === undefined) throw refuse(`the cluster has no definition of ${kind}`);
    const missing = firstMissing(spec.versions[0]?.schema.openAPIV3Schema ?? {}, found);
    if (missing !== undefined) throw refuse(`the cluster's definition of ${kind} is older than this keelson: it has no ${missing}`);
  }
}

/** Path of the first field that the one has and the other has not. */
function firstMissing(ours: FieldSchema, served: FieldSchema): string | undefined {
  for (const [name, field] of Object.entries(ours.properties ?? {})) {
    const other = served.properties?.[name];
    if (other === undefined) return name;
    const below = firstMissing(field, other);
    if (below !== undefined) return `${name}.${below}`;
  }
  const [mine, theirs] = [elementOf(ours), elementOf(served)];
  return mine === undefined ? undefined : firstMissing(mine, theirs ?? {});
}

const elementOf = ({ items, additionalProperties }: FieldSchema): FieldSchema | undefined =>
  items ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);

function refuse(message: string): InputError {
  const remedy = "Update them: keelson crds | kubectl apply --server-side -f -";
  return new InputError(message, {
    code: "definitions-too-old",
    diagnostics: [{ code: "definitions-too-old", severity: "error", message, remedy }],
  });
}
