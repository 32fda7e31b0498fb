import { type Digest, digestText, isDigest } from "../../core/digest.ts";
import { SourceRefusedError } from "../source-errors.ts";
import type { ArtefactUrl } from "./artefact-url.ts";
import type { Registry } from "./registry.ts";

export interface Layer {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Manifest {
  /** Of its bytes: the name of the artefact. */
  readonly digest: Digest;
  readonly layers: readonly Layer[];
}

const accepted = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";
const mostManifest = 4 * 1024 * 1024;

/** @throws SourceRefusedError where it is none, or not the one that was asked for */
export async function readManifest(registry: Registry, { reference, shown }: Pick<ArtefactUrl, "reference" | "shown">): Promise<Manifest> {
  const bytes = await registry.get(`manifests/${reference}`, accepted, mostManifest);
  const digest = digestText(bytes);
  if (reference.startsWith("sha256:") && reference !== digest) throw otherBytes(shown, reference, digest);
  return { digest, layers: layersOf(bytes, shown) };
}

/** The bytes of a layer, which are those that its digest names. @throws SourceRefusedError, SourceTooLargeError */
export async function readLayer(registry: Registry, { digest, size }: Layer, shown: string, most: number): Promise<Buffer> {
  const bytes = await registry.get(`blobs/${digest}`, "application/octet-stream, */*", Math.min(size, most));
  const found = digestText(bytes);
  if (found !== digest) throw otherBytes(shown, digest, found);
  return bytes;
}

function layersOf(bytes: Buffer, shown: string): readonly Layer[] {
  const manifest = parse(bytes);
  const layers = manifest?.["layers"];
  if (!Array.isArray(layers))
    throw new SourceRefusedError(
      "invalid-manifest",
      `what the registry gives for ${shown} is no manifest of an artefact`,
      "Push it with `flux push artifact` or `oras push`",
    );
  return layers.map((layer: unknown) => readLayerEntry(layer, shown));
}

function readLayerEntry(layer: unknown, shown: string): Layer {
  const { mediaType, digest, size, annotations } = (layer ?? {}) as Readonly<Record<string, unknown>>;
  if (
    typeof mediaType !== "string" ||
    typeof digest !== "string" ||
    !isDigest(digest) ||
    !Number.isSafeInteger(size) ||
    (size as number) < 0
  )
    throw new SourceRefusedError(
      "invalid-manifest",
      `the manifest of ${shown} describes a layer that cannot be`,
      "Push it with `flux push artifact` or `oras push`",
    );
  const given =
    typeof annotations === "object" && annotations !== null
      ? Object.entries(annotations).filter((pair): pair is [string, string] => typeof pair[1] === "string")
      : [];
  return { mediaType, digest, size: size as number, annotations: Object.fromEntries(given) };
}

function parse(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

const otherBytes = (shown: string, asked: Digest, found: Digest): SourceRefusedError =>
  new SourceRefusedError("digest-mismatch", `the registry gave other bytes for ${shown} than were asked for: ${found} instead of ${asked}`);
