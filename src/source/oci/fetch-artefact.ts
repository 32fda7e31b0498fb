import { readTar } from "../read-tar.ts";
import { SourceRefusedError } from "../source-errors.ts";
import { defaultTreeLimits, type FetchedTree, type TreeLimits } from "../tree.ts";
import { unpack } from "../unpack.ts";
import { parseArtefactUrl } from "./artefact-url.ts";
import { verifyCosign } from "./cosign.ts";
import type { RegistryCredentials } from "./login.ts";
import { readLayer, readManifest } from "./manifest.ts";
import { openRegistry } from "./registry.ts";

export interface ArtefactOptions {
  readonly url: string;
  /** Tag or digest. */
  readonly ref?: string;
  /** Asked at each fetch, so that a rotated secret is used by the next one. */
  readonly credentials: () => Promise<RegistryCredentials>;
  /** Public keys, one of which must have signed it; absent: no signature is asked for. */
  readonly keys?: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly limits?: Partial<TreeLimits>;
}

const isArchive = /(?:\+|\.)(?:tar\+|tar\.)?gzip$/;

/** The files of an artefact in a registry: its first layer that is a packed archive. @throws SourceUnavailableError, SourceMissingError, SourceRefusedError, SignatureRefusedError, SourceInvalidError */
export async function fetchArtefact({ url, ref, credentials, keys, signal, limits: given }: ArtefactOptions): Promise<FetchedTree> {
  const artefact = parseArtefactUrl(url, ref);
  const { shown } = artefact;
  const limits = { ...defaultTreeLimits, ...given };
  const registry = openRegistry(artefact, await credentials(), signal);
  const { digest, layers } = await readManifest(registry, artefact);
  // Before anything of it is read.
  if (keys !== undefined) await verifyCosign(registry, shown, digest, await keys());
  const layer = layers.find(({ mediaType }) => isArchive.test(mediaType));
  if (layer === undefined)
    throw new SourceRefusedError(
      "invalid-manifest",
      `${shown} has no layer that is a packed archive`,
      "Push it with `flux push artifact` or `oras push`",
    );
  const packed = await readLayer(registry, layer, shown, limits.bytes);
  return { tree: readTar(shown, await unpack(shown, packed, limits), limits), commit: digest, root: "." };
}
