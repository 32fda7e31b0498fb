import { sign, type KeyObject } from "node:crypto";
import type { RegistryServer } from "./registry.ts";

const empty = Buffer.from("{}");

/** Pushes one packed archive as Flux does; gives the digest of the artefact. */
export async function pushArtefact(registry: RegistryServer, repository: string, tag: string, packed: Buffer): Promise<string> {
  const [config, layer] = [await registry.upload(repository, empty), await registry.upload(repository, packed)];
  return registry.tag(repository, tag, {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.cncf.flux.config.v1+json", digest: config, size: empty.length },
    layers: [{ mediaType: "application/vnd.cncf.flux.content.v1.tar+gzip", digest: layer, size: packed.length }],
  });
}

/** Leaves a signature beside it as `cosign sign --key` does; `claimed` is what it says to have signed. */
export async function signArtefact(
  registry: RegistryServer,
  repository: string,
  digest: string,
  key: KeyObject,
  claimed = digest,
): Promise<void> {
  const payload = Buffer.from(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": repository },
        image: { "docker-manifest-digest": claimed },
        type: "cosign container image signature",
      },
      optional: null,
    }),
  );
  const signature = sign(key.asymmetricKeyType === "ed25519" ? null : "sha256", payload, key).toString("base64");
  const [config, layer] = [await registry.upload(repository, empty), await registry.upload(repository, payload)];
  await registry.tag(repository, `${digest.replace(":", "-")}.sig`, {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: config, size: empty.length },
    layers: [
      {
        mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
        digest: layer,
        size: payload.length,
        annotations: { "dev.cosignproject.cosign/signature": signature },
      },
    ],
  });
}
