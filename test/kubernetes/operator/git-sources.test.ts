import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../../server/git-repository.ts";
import { startGitServer } from "../../server/git-server.ts";
import { findSshd, startSshServer } from "../../server/ssh-server.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { documents, startSourceProject } from "./source-project.ts";
import { secret } from "./test-operator.ts";

const sshd = findSshd();

const mainOf = ({ url }: { readonly url: string }) => ({ url: `${url}/shop.git`, path: "db", ref: { branch: "main" }, interval: "1s" });

describeKubernetes("a source in the cluster", (cluster) => {
  const start = () => startSourceProject(cluster);

  test("a git repository with a login from a Secret is asked again and again; one that is gone leaves the database as it is", async () => {
    await using shop = await start();
    using repository = new GitRepository();
    repository.write("db/one.json", JSON.stringify(documents.one));
    repository.commit();
    const server = await startGitServer({ folder: repository.folder, login: { username: "ada", password: "canary-right" } });
    await shop.project.apply(secret("login", { username: "ada", password: "canary-wrong" }));
    await shop.from({
      git: { ...mainOf(server), credentials: { secretRef: { name: "login" } } },
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
      git: { ...mainOf(server), verify: { mode: "commit", secretRef: { name: "signers" } } },
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
});
