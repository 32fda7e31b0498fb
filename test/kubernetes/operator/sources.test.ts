import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packArchive } from "../../../src/author/bundle/pack-archive.ts";
import { runKeelson } from "../../cli/keelson.ts";
import { pushArtefact, signArtefact } from "../../server/push-artefact.ts";
import { type RegistryServer, startRegistry } from "../../server/registry.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { documents, startSourceProject } from "./source-project.ts";
import { ClusterProject, configMap, database, revision, secret } from "./test-operator.ts";

/** What `keelson bundle` makes of a folder with these documents. */
async function bundled(
  as: "resources" | "configmap",
  ...members: readonly object[]
): Promise<{ readonly objects: readonly object[]; readonly source: { readonly resources?: object } }> {
  const folder = mkdtempSync(join(tmpdir(), "keelson-bundled-"));
  try {
    writeFileSync(
      join(folder, "keelson.yaml"),
      JSON.stringify(database({ dialect: "sqlite", connection: { url: { value: "sqlite:x.db" } }, source: { directory: "." } })),
    );
    members.forEach((member, index) => writeFileSync(join(folder, `${index}.json`), JSON.stringify(member)));
    return (await runKeelson(["bundle", "--as", as, "-o", "json"], { cwd: folder })).json();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const push = (registry: RegistryServer, ...members: readonly object[]) =>
  pushArtefact(
    registry,
    "shop",
    "latest",
    packArchive(members.map((member, index) => ({ location: `${index}.json`, bytes: Buffer.from(JSON.stringify(member)) }))),
  );

describeKubernetes("a source in the cluster", (cluster) => {
  const start = () => startSourceProject(cluster);

  test("ConfigMaps as keelson bundle packs them, and several of them", async () => {
    await using shop = await start();
    const { objects, source } = await bundled("configmap", documents.one, documents.two);
    await shop.project.apply(...objects);
    await shop.from(source);
    await shop.current("two");
    await shop.project.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "more" },
      data: { "three.json": JSON.stringify(documents.three) },
    });
    await shop.from({ configMaps: [...((source as { readonly configMaps?: readonly object[] }).configMaps ?? []), { name: "more" }] });
    await shop.current("three");
    await shop.project.delete("configmap", "more");
    const missing = await shop.project.until("False SourceUnavailable Reconciling");
    expect(missing.status?.revision?.current).toEqual(["three"]);
    expect(missing.status?.message).toBe(`there is no ConfigMap more in ${shop.namespace.name}`);
  });

  test("a packed file that grows beyond all measure, or is damaged, is refused", async () => {
    await using shop = await start();
    await shop.project.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "damaged" },
      binaryData: { "a.yaml.gz": Buffer.from("nothing of the kind").toString("base64") },
    });
    await shop.from({ configMaps: [{ name: "damaged" }] });
    expect((await shop.project.until("False Invalid Stalled")).status?.diagnostics).toMatchObject([{ code: "archive-damaged" }]);
    await shop.project.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "bomb" },
      binaryData: { "a.yaml.gz": gzipSync(Buffer.alloc(140_000_000)).toString("base64") },
    });
    await shop.from({ configMaps: [{ name: "bomb" }] });
    await expect.poll(async () => (await shop.project.get()).status?.diagnostics).toMatchObject([{ code: "source-too-large" }]);
  });

  test("objects that arrive one at a time are read once the set has its digest, each later one at once where none is asked for", async () => {
    await using shop = await start();
    const { objects, source } = await bundled("resources", documents.one, documents.two);
    await shop.project.apply(...objects.slice(1));
    await shop.from(source);
    const waiting = await shop.project.until("False SourceIncomplete Reconciling");
    expect(waiting.status?.diagnostics).toMatchObject([{ code: "source-incomplete" }]);
    await shop.project.apply(...objects.slice(0, 1));
    await shop.current("two");
    const labels = { "keelson.dev/source": "shop" };
    await shop.from({ resources: { selector: { matchLabels: labels } } });
    await shop.project.apply({ ...documents.three, metadata: { name: "three", labels } });
    await shop.current("three");
    // One that is selected no longer is one that is not there.
    await shop.namespace.kubectl(["label", "revision", "three", "keelson.dev/source-"]);
    await shop.project.until("False RevisionUnknown Stalled");
  });

  test("a Schema alone needs the digest of the set: else nobody could tell what is dropped from what has not arrived", async () => {
    await using shop = await start();
    const table = { name: "users", columns: [{ name: "id", type: "integer" }] };
    const schema = { apiVersion: "keelson.dev/v1alpha1", kind: "Schema", metadata: { name: "shop" }, spec: { tables: [table] } };
    const { objects, source } = await bundled("resources", schema);
    await shop.project.apply(...objects);
    await shop.from({ resources: { selector: { matchLabels: { "keelson.dev/source": "shop" } } } });
    expect((await shop.project.until("False Invalid Stalled")).status?.diagnostics).toMatchObject([{ code: "digest-needed" }]);
    await shop.from(source);
    await shop.project.until("True InSync");
  });

  test("a folder of the operator's own file system, where it was started for that", async () => {
    await using shop = await start();
    const folder = mkdtempSync(join(tmpdir(), "keelson-mounted-"));
    const write = (name: keyof typeof documents) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(documents[name]));
    try {
      write("one");
      await shop.from({ directory: folder }, { schedule: { resync: "1s" } });
      await shop.current("one");
      write("two");
      await shop.current("two");
      rmSync(folder, { recursive: true });
      expect((await shop.project.until("False Invalid Stalled")).status).toMatchObject({
        revision: { current: ["two"] },
        message: expect.stringContaining(basename(folder)),
      });
      mkdirSync(folder);
      for (const name of ["one", "two", "three"] as const) write(name);
      await shop.current("three");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("an artefact in a registry", async () => {
    await using shop = await start();
    await using registry = await startRegistry();
    const digest = await push(registry, documents.one);
    await shop.from({ oci: { url: `oci://${registry.host}/shop`, interval: "1s" } });
    expect((await shop.current("one")).status?.source?.commit).toBe(digest);
    await push(registry, documents.one, documents.two);
    await shop.current("two");
  });

  test("an artefact whose signature is asked for: what nobody signed, or somebody else, is refused and changes nothing", async () => {
    await using shop = await start();
    await using registry = await startRegistry();
    const [ada, bob] = [generateKeyPairSync("ec", { namedCurve: "P-256" }), generateKeyPairSync("ed25519")];
    const signers = (...pairs: readonly { readonly publicKey: KeyObject }[]) =>
      secret(
        "signers",
        Object.fromEntries(pairs.map(({ publicKey }, at) => [`${at}.pub`, String(publicKey.export({ type: "spki", format: "pem" }))])),
      );
    const refused = async (digest: string, why: string) => {
      await expect.poll(async () => (await shop.project.get()).status?.message).toMatch(new RegExp(`${digest} .*${why}`));
      return (await shop.project.until("False Refused Stalled")).status?.revision?.current;
    };
    const unsigned = await push(registry, documents.one);
    await shop.project.apply(signers(bob));
    await shop.from({
      oci: { url: `oci://${registry.host}/shop`, interval: "1s", verify: { mode: "cosign", secretRef: { name: "signers" } } },
    });
    expect(await refused(unsigned, "not signed")).toEqual([]);
    const signed = await push(registry, documents.one, documents.two);
    await signArtefact(registry, "shop", signed, ada.privateKey);
    expect(await refused(signed, "none of the keys")).toEqual([]);
    // The signer's key is added: that alone has it looked at again.
    await shop.project.apply(signers(bob, ada));
    expect((await shop.current("two")).status?.source?.commit).toBe(signed);
    const later = await push(registry, documents.one, documents.two, documents.three);
    expect(await refused(later, "not signed")).toEqual(["two"]);
    // A signature of another artefact, laid beside it, is none of it.
    await signArtefact(registry, "shop", later, bob.privateKey, signed);
    expect(await refused(later, "another artefact")).toEqual(["two"]);
    await signArtefact(registry, "shop", later, bob.privateKey);
    await shop.current("three");
  });

  test("reaches no file of the operator, and no Secret of another namespace", async () => {
    await using shop = await start();
    const other = await cluster.namespace();
    await new ClusterProject(other).apply(secret("foreign", { url: shop.file.url }));
    const sql = {
      apiVersion: "keelson.dev/v1alpha1",
      kind: "Revision",
      metadata: { name: "r" },
      spec: { id: "one", message: "x", revises: [], upgrade: [{ sql: { file: "/etc/passwd" }, downgrade: [] }] },
    };
    await shop.project.apply({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "hostile" },
      data: { "a.json": JSON.stringify(sql) },
    });
    await shop.from({ configMaps: [{ name: "hostile" }] });
    const stalled = await shop.project.until("False Invalid Stalled");
    expect(JSON.stringify(stalled.status)).not.toContain("root:");
    await shop.project.apply(database({ dialect: "sqlite", connection: { url: { secretKeyRef: { name: "foreign", key: "url" } } } }));
    expect((await shop.project.until("False DatabaseUnavailable Reconciling")).status?.message).toBe(
      `there is no Secret foreign in ${shop.namespace.name}`,
    );
  });

  test("reaches no other file by SQL, where the operator may work on files", async () => {
    await using shop = await start();
    using foreign = sqliteFile();
    const stolen = join(dirname(shop.file.path), "stolen.db");
    const statements = [
      "VACUUM",
      `ATTACH DATABASE '${foreign.path}' AS foreigner`,
      `VACUUM INTO '${stolen}'`,
      `vacuum main into '${stolen}'`,
    ];
    const name = (at: number) => `shop-${at}`;
    for (const [at, text] of statements.entries())
      await shop.project.apply(
        secret(`${name(at)}-db`, { url: `${shop.file.url}-${at}` }),
        configMap(name(at), [documents.one, revision("two", ["one"], [{ sql: { text }, downgrade: [] }])]),
        database({ dialect: "sqlite", source: { configMaps: [{ name: name(at) }] } }, name(at)),
      );
    await shop.project.until("True InSync", name(0));
    for (const [at] of [...statements.entries()].slice(1)) {
      const failed = await shop.project.until("False Failed Stalled", name(at));
      expect(failed.status?.message).toContain("too many attached databases");
    }
    expect(existsSync(stolen)).toBe(false);
  });
});
