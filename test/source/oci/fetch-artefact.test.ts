import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packArchive } from "../../../src/author/bundle/pack-archive.ts";
import { fetchedSource } from "../../../src/source/fetched-source.ts";
import { type ArtefactOptions, fetchArtefact } from "../../../src/source/oci/fetch-artefact.ts";
import { pushArtefact, signArtefact } from "../../server/push-artefact.ts";
import { answered } from "../../server/answered.ts";
import { type RegistryServer, startRegistry } from "../../server/registry.ts";

let registry: RegistryServer;
let digest: string;
const files = [
  { location: "db/a.yaml", bytes: Buffer.from("a: 1\n") },
  { location: `db/${"long-".repeat(30)}ä.sql`, bytes: Buffer.from("SELECT 1") },
];
beforeAll(async () => {
  registry = await startRegistry({ login: { username: "ada", password: "canary" } });
  digest = await pushArtefact(registry, "team/shop", "v1", packArchive(files));
});
afterAll(() => registry[Symbol.asyncDispose]());

const open = (more: Partial<ArtefactOptions> = {}, host = registry.host) =>
  fetchedSource(() =>
    fetchArtefact({
      url: `oci://${host}/team/shop`,
      ref: "v1",
      credentials: async () => ({ username: "ada", password: "canary" }),
      signal: new AbortController().signal,
      ...more,
    }),
  );
const fault = (more: Partial<ArtefactOptions>, host?: string) =>
  open(more, host)
    .read()
    .then(
      () => "none",
      ({ code, message, exitCode, diagnostics }) => {
        expect(diagnostics).toEqual([expect.objectContaining({ code, message })]);
        expect(`${message}`).not.toContain("canary");
        return `${code} ${exitCode}`;
      },
    );

describe("an artefact", () => {
  it.each([
    ["by its tag", () => "v1"],
    ["by its digest", () => digest],
  ])("is read %s, after fetching a token", async (_how, ref) => {
    const { files: documents, reader, commit } = await open({ ref: ref() }).read();
    expect(documents).toEqual([{ path: "db/a.yaml", text: "a: 1\n" }]);
    expect(reader?.read(`db/${"long-".repeat(30)}ä.sql`)).toBe("SELECT 1");
    expect(commit).toBe(digest);
  });
  it.each([
    ["a login that is wrong", { credentials: async () => ({ username: "ada", password: "canary-wrong" }) }, "source-unauthorised 1"],
    ["no login", { credentials: async () => ({}) }, "source-unauthorised 1"],
    ["a tag that is not there", { ref: "v9" }, "artefact-not-found 3"],
    ["a digest that is not there", { ref: `sha256:${"0".repeat(64)}` }, "artefact-not-found 3"],
    ["a URL that is none", { url: "https://ada:canary@example.com/shop" }, "invalid-oci-url 3"],
    ["a ref that is none", { ref: "../v1" }, "invalid-oci-ref 3"],
    ["more files than may be", { limits: { files: 1 } }, "source-too-large 3"],
    ["more bytes than may be", { limits: { bytes: 2000 } }, "source-too-large 3"],
  ] satisfies readonly (readonly [string, Partial<ArtefactOptions>, string])[])("is refused for %s", async (_what, more, expected) => {
    expect(await fault(more)).toBe(expected);
  });
});

describe("a registry that is not well", () => {
  it.each([
    ["answers 500", 500, "", "source-unavailable 1"],
    ["answers 403", 403, "", "source-unauthorised 1"],
    ["answers with a page", 200, "<html>", "invalid-manifest 3"],
    ["answers with another kind of manifest", 200, '{"manifests":[]}', "invalid-manifest 3"],
    ["describes a layer that cannot be", 200, '{"layers":[{"mediaType":"x+tar+gzip","digest":"md5:1","size":1}]}', "invalid-manifest 3"],
    ["has nothing packed", 200, '{"layers":[]}', "invalid-manifest 3"],
    ["never ends", 200, "x".repeat(5_000_000), "source-too-large 3"],
  ])("%s", async (_what, status, body, expected) => {
    await using server = await startRegistry({ instead: (_request, response) => answered(response.writeHead(status).end(body)) });
    expect(await fault({}, server.host)).toBe(expected);
  });
  it("is not there", async () => {
    const server = await startRegistry();
    await server[Symbol.asyncDispose]();
    expect(await fault({}, server.host)).toBe("source-unavailable 1");
  });
  it("is where nobody answers: the reason is told", async () => {
    await expect(open({}, "127.0.0.1:1").read()).rejects.toThrow("cannot be read: bad port");
    await expect(open({}, "127.0.0.1:2").read()).rejects.toThrow("cannot be read: connect ECONNREFUSED 127.0.0.1:2");
  });
  it("gives other bytes than were asked for", async () => {
    await using server = await startRegistry({
      instead: ({ url = "" }, response) => url.includes("/blobs/sha256") && answered(response.end("other bytes")),
    });
    const tagged = { schemaVersion: 2, layers: [{ mediaType: "x.tar+gzip", digest, size: 11 }] };
    const manifest = await server.tag("team/shop", "v1", tagged);
    expect(await fault({}, server.host)).toBe("digest-mismatch 3");
    await using liar = await startRegistry({ instead: (_request, response) => answered(response.end(JSON.stringify(tagged).concat(" "))) });
    expect(await fault({ ref: manifest }, liar.host)).toBe("digest-mismatch 3");
  });
  it("leads elsewhere: followed without the login, and never to plain http", async () => {
    const seen: (string | undefined)[] = [];
    await using other = await startRegistry({
      instead: ({ headers }) => {
        seen.push(headers.authorization);
        return false;
      },
    });
    const packed = packArchive(files);
    const layer = await other.upload("store", packed);
    await using first = await startRegistry({
      login: { username: "ada", password: "canary" },
      instead: ({ url = "", headers }, response) =>
        url.includes("/blobs/sha256") &&
        headers.authorization !== undefined &&
        answered(response.writeHead(307, { location: `http://${other.host}/v2/store/blobs/${layer}` }).end()),
    });
    await first.tag("team/shop", "v1", { layers: [{ mediaType: "x.tar+gzip", digest: layer, size: packed.length }] });
    expect((await open({}, first.host).read()).files).toHaveLength(1);
    expect(seen.at(-1)).toBeUndefined();
    await using open2 = await startRegistry({
      instead: (_request, response) => answered(response.writeHead(302, { location: "http://example.com/x" }).end()),
    });
    expect(await fault({}, open2.host)).toBe("source-unavailable 1");
  });
});

describe("a signature that is asked for", () => {
  const pem = (key: KeyObject) => String(key.export({ type: "spki", format: "pem" }));
  const [p256, stranger, ed, rsa] = [
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
    generateKeyPairSync("ed25519"),
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ];
  it.each([
    ["ECDSA", p256],
    ["Ed25519", ed],
    ["RSA", rsa],
  ])("is taken by a key for %s, one of several", async (name, pair) => {
    const repository = `signed/${name.toLowerCase()}`;
    const of = await pushArtefact(registry, repository, "v1", packArchive(files));
    await signArtefact(registry, repository, of, pair.privateKey);
    const keys = `${pem(stranger.publicKey)}${pem(pair.publicKey)}`;
    expect(await open({ url: `oci://${registry.host}/${repository}`, keys: async () => keys }).commit?.()).toBe(of);
  });
  it("is missing, somebody else's, or that of another artefact", async () => {
    const url = async (name: string, how: (repository: string, of: string) => Promise<void>) => {
      const of = await pushArtefact(registry, name, "v1", packArchive(files));
      await how(name, of);
      return `oci://${registry.host}/${name}`;
    };
    const keys = async () => pem(p256.publicKey);
    expect(await fault({ url: await url("none", async () => undefined), keys })).toBe("signature-refused 3");
    expect(await fault({ url: await url("stranger", (name, of) => signArtefact(registry, name, of, stranger.privateKey)), keys })).toBe(
      "signature-refused 3",
    );
    expect(
      await fault({
        url: await url("moved", (name, of) => signArtefact(registry, name, of, p256.privateKey, `sha256:${"1".repeat(64)}`)),
        keys,
      }),
    ).toBe("signature-refused 3");
    expect(await fault({ keys: async () => "no key" })).toBe("no-signer-keys 3");
  });
});
