import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Digest } from "../../core/digest.ts";
import { SignatureRefusedError, SourceInvalidError, SourceMissingError } from "../source-errors.ts";
import { readLayer, readManifest, type Layer, type Manifest } from "./manifest.ts";
import type { Registry } from "./registry.ts";

const block = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g;
const signature = "dev.cosignproject.cosign/signature";
const mostPayload = 64 * 1024;

/**
 * A signature as `cosign sign --key` leaves it beside an artefact, under the tag `sha256-….sig`: over a payload that names the digest. One that any of the keys
 * made is enough. @throws SignatureRefusedError, SourceInvalidError for keys that are none
 */
export async function verifyCosign(registry: Registry, shown: string, digest: Digest, keys: string): Promise<void> {
  const parsed = (keys.match(block) ?? []).map(publicKey);
  if (parsed.length === 0)
    throw new SourceInvalidError(
      "no-signer-keys",
      "spec.source.oci.verify names no key",
      "Give public keys as `cosign public-key` prints them",
    );
  const manifest = await signatures(registry, shown, digest);
  if (manifest === undefined) throw new SignatureRefusedError(shown, `${digest} is not signed`);
  let why = `${digest} is signed, but by none of the keys that may`;
  for (const layer of manifest.layers) {
    const payload = await readLayer(registry, layer, shown, mostPayload);
    if (!parsed.some((key) => isSignedBy(key, payload, layer))) continue;
    if (signedDigest(payload) === digest) return;
    why = `the signature beside ${digest} is that of another artefact`;
  }
  throw new SignatureRefusedError(shown, why);
}

async function signatures(registry: Registry, shown: string, digest: Digest): Promise<Manifest | undefined> {
  try {
    return await readManifest(registry, { reference: `${digest.replace(":", "-")}.sig`, shown });
  } catch (error) {
    if (error instanceof SourceMissingError) return undefined;
    throw error;
  }
}

function publicKey(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new SourceInvalidError(
      "invalid-signer-keys",
      "a key under spec.source.oci.verify cannot be read",
      "Give public keys as `cosign public-key` prints them",
    );
  }
}

function isSignedBy(key: KeyObject, payload: Buffer, { annotations }: Layer): boolean {
  const given = Buffer.from(annotations[signature] ?? "", "base64");
  // Ed25519 hashes by itself.
  return given.length > 0 && verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", payload, key, given);
}

function signedDigest(payload: Buffer): string | undefined {
  try {
    const { critical } = JSON.parse(payload.toString()) as {
      readonly critical?: { readonly image?: { readonly "docker-manifest-digest"?: string } };
    };
    return critical?.image?.["docker-manifest-digest"];
  } catch {
    return undefined;
  }
}
