import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packArchive } from "../../../src/author/bundle/pack-archive.ts";
import { runKeelson } from "../../cli/keelson.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { startGitServer } from "../../server/git-server.ts";
import { pushArtefact } from "../../server/push-artefact.ts";
import { startRegistry } from "../../server/registry.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { findSshd, startSshServer } from "../../server/ssh-server.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const sshd = findSshd();

const documents = {
  one: revision("one", [], [createTable("users", "id")]),
  two: revision("two", ["one"], [createTable("orders", "id")]),
  three: revision("three", ["two"], [createTable("items", "id")]),
};

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

describeKubernetes("a source in the cluster", (cluster) => {
  const start = async () => {
    const file = sqliteFile();
    const namespace = await cluster.namespace();
    const operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }));
    return {
      file,
      operator,
      namespace,
      project,
      from: (source: object, more: object = {}) => project.apply(database({ dialect: "sqlite", source, ...more })),
      current: async (...heads: readonly string[]) => {
        await expect.poll(async () => (await project.get()).status?.revision?.current).toEqual(heads);
        return project.until("True InSync");
      },
      async [Symbol.asyncDispose]() {
        await operator.stop();
        file.drop();
      },
    };
  };

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

  test("a git repository with a login from a Secret is asked again and again; one that is gone leaves the database as it is", async () => {
    await using shop = await start();
    using repository = new GitRepository();
    repository.write("db/one.json", JSON.stringify(documents.one));
    repository.commit();
    const server = await startGitServer({ folder: repository.folder, login: { username: "ada", password: "canary-right" } });
    await shop.project.apply(secret("login", { username: "ada", password: "canary-wrong" }));
    await shop.from({
      git: {
        url: `${server.url}/shop.git`,
        path: "db",
        ref: { branch: "main" },
        interval: "1s",
        credentials: { secretRef: { name: "login" } },
      },
    });
    expect((await shop.project.until("False SourceUnavailable Reconciling")).status?.diagnostics).toMatchObject([
      { code: "source-unauthorised" },
    ]);
    await shop.project.apply(secret("login", { username: "ada", password: "canary-right" }));
    await shop.current("one");
    repository.write("db/two.json", JSON.stringify(documents.two));
    const commit = repository.commit();
    expect((await shop.current("two")).status?.source?.commit).toBe(commit);
    await server[Symbol.asyncDispose]();
    const gone = await shop.project.until("False SourceUnavailable Reconciling");
    expect(gone.status).toMatchObject({ revision: { current: ["two"] }, source: { commit } });
    expect(JSON.stringify([shop.operator.lines, gone])).not.toContain("canary");
  });

  test("a git repository by branch, tag, commit and range of versions", async () => {
    await using shop = await start();
    using repository = new GitRepository();
    const write = (name: keyof typeof documents) => repository.write(`db/${name}.json`, JSON.stringify(documents[name]));
    write("one");
    const first = repository.commit();
    repository.tag("v1.0.0");
    await using server = await startGitServer({ folder: repository.folder });
    const at = (ref: object) => shop.from({ git: { url: `${server.url}/shop.git`, path: "db", ref, interval: "1s" } });
    await at({ semver: "^1.0" });
    expect((await shop.current("one")).status?.source?.commit).toBe(first);
    // A newer version in the range is taken, one behind it is not.
    write("two");
    const second = repository.commit();
    repository.tag("v1.1.0", "--annotate", "--message", "release");
    write("three");
    const third = repository.commit();
    repository.tag("v2.0.0");
    expect((await shop.current("two")).status?.source?.commit).toBe(second);
    await at({ tag: "v2.0.0" });
    expect((await shop.current("three")).status?.source?.commit).toBe(third);
    for (const ref of [{ commit: third }, { branch: "main" }]) {
      await at(ref);
      expect((await shop.current("three")).status?.source?.commit).toBe(third);
    }
    // An older state is never taken for a wish to go back.
    await at({ commit: first });
    const older = await shop.project.until("False RevisionUnknown Stalled");
    expect(older.status?.revision?.current).toEqual(["three"]);
    // A tag that is not there may come.
    await at({ tag: "v9" });
    expect((await shop.project.until("False Invalid Stalled")).status?.message).toContain("v9");
    repository.tag("v9");
    expect((await shop.current("three")).status?.source?.commit).toBe(third);
  });

  test("a signature that is asked for: what nobody signed, or somebody else, is refused and changes nothing", async () => {
    await using shop = await start();
    using repository = new GitRepository();
    const signer = (name: string) => {
      const file = join(repository.folder, name);
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
      return { file, key: readFileSync(`${file}.pub`, "utf8") };
    };
    const [ada, bob] = [signer("ada"), signer("bob")];
    repository.git("config", "gpg.format", "ssh");
    repository.git("config", "user.signingKey", ada.file);
    repository.write("db/one.json", JSON.stringify(documents.one));
    const unsigned = repository.commit();
    await using server = await startGitServer({ folder: repository.folder });
    await shop.project.apply(secret("signers", { "bob.pub": bob.key }));
    await shop.from({
      git: {
        url: `${server.url}/shop.git`,
        path: "db",
        ref: { branch: "main" },
        interval: "1s",
        verify: { mode: "commit", secretRef: { name: "signers" } },
      },
    });
    const refused = await shop.project.until("False Refused Stalled");
    expect(refused.status).toMatchObject({
      revision: { current: [] },
      diagnostics: [{ message: expect.stringContaining(unsigned.slice(0, 12)) }],
    });
    repository.write("db/two.json", JSON.stringify(documents.two));
    const signed = repository.commit("--gpg-sign");
    const message = async () => (await shop.project.get()).status?.message;
    await expect.poll(message).toContain(signed.slice(0, 12));
    expect((await shop.project.until("False Refused Stalled")).status?.revision?.current).toEqual([]);
    // The signer's key is added: that alone has it looked at again.
    await shop.project.apply(secret("signers", { "bob.pub": bob.key, "ada.pub": ada.key }));
    expect((await shop.current("two")).status?.source?.commit).toBe(signed);
    repository.write("db/three.json", JSON.stringify(documents.three));
    repository.commit();
    expect((await shop.project.until("False Refused Stalled")).status?.revision?.current).toEqual(["two"]);
  });

  test.skipIf(sshd === undefined)("a git repository over ssh, with the key and the known hosts of a Secret", async () => {
    await using shop = await start();
    using repository = new GitRepository();
    repository.write("db/one.json", JSON.stringify(documents.one));
    const commit = repository.commit();
    await using server = await startSshServer(sshd as string, repository.folder);
    const url = `${server.url}${repository.folder}/shop.git`;
    const { identity, stranger, knownHosts } = server;
    await shop.project.apply(secret("login", { "ssh-privatekey": stranger, known_hosts: knownHosts }));
    await shop.from({ git: { url, path: "db", interval: "1s", credentials: { secretRef: { name: "login" } } } });
    expect((await shop.project.until("False SourceUnavailable Reconciling")).status?.diagnostics).toMatchObject([
      { code: "source-unauthorised" },
    ]);
    await shop.project.apply(secret("login", { "ssh-privatekey": identity, known_hosts: knownHosts }));
    expect((await shop.current("one")).status?.source?.commit).toBe(commit);
    expect(JSON.stringify([shop.operator.lines, await shop.project.get()])).not.toContain("PRIVATE KEY");
  });

  test("an artefact in a registry", async () => {
    await using shop = await start();
    await using registry = await startRegistry();
    const push = (...members: readonly object[]) =>
      pushArtefact(
        registry,
        "shop",
        "latest",
        packArchive(members.map((member, index) => ({ location: `${index}.json`, bytes: Buffer.from(JSON.stringify(member)) }))),
      );
    const digest = await push(documents.one);
    await shop.from({ oci: { url: `oci://${registry.host}/shop`, interval: "1s" } });
    expect((await shop.current("one")).status?.source?.commit).toBe(digest);
    await push(documents.one, documents.two);
    await shop.current("two");
  });

  test("reaches nothing of the operator's own: no folder, no environment, no file, no other namespace", async () => {
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
});
