import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { GitRepository } from "../../server/git-repository.ts";
import { startGitServer } from "../../server/git-server.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { documents, startSourceProject } from "./source-project.ts";
import { revision } from "./test-operator.ts";

/** A server that only the operator's network has, and what was asked of it. */
async function startInner() {
  const asked: string[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url ?? "");
    response.end("kind: Revision");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

describeKubernetes("documents of somebody hostile", (cluster) => {
  test("reach nothing of the operator's network", async () => {
    await using inner = await startInner();
    await using shop = await startSourceProject(cluster);
    using repository = new GitRepository();
    const text = (document: object) => JSON.stringify(document);
    // What git itself might fetch: a repository within the repository, and files that lie elsewhere.
    repository.write("db/one.json", text(documents.one));
    repository.write(".gitmodules", `[submodule "sub"]\n\tpath = db/sub\n\turl = ${inner.url}/sub.git\n`);
    repository.git("init", "--quiet", "db/sub");
    repository.git("-C", "db/sub", "commit", "--quiet", "--allow-empty", "--message", "sub");
    const first = repository.commit();
    expect(repository.git("ls-tree", "-r", first)).toContain("160000");
    await using server = await startGitServer({ folder: repository.folder });
    await shop.from({ git: { url: `${server.url}/shop.git`, path: "db", ref: { branch: "main" }, interval: "1s" } });
    await shop.current("one");
    const message = async () => (await shop.project.get()).status?.message;
    repository.write(".lfsconfig", `[lfs]\n\turl = ${inner.url}/lfs\n`);
    repository.write(".gitattributes", "*.sql filter=lfs\n");
    repository.write("db/big.sql", `version https://git-lfs.github.com/spec/v1\noid sha256:${"2".repeat(64)}\nsize 5\n`);
    repository.commit();
    await expect.poll(message).toContain("Git LFS");
    // What a document names, and what SQL might open.
    repository.git("rm", "--quiet", "db/big.sql", ".gitattributes");
    const two = (sql: object) => repository.write("db/two.json", text(revision("two", ["one"], [{ sql, downgrade: [] }])));
    two({ file: `${inner.url}/other.sql` });
    repository.commit();
    await expect.poll(message).toContain("other.sql");
    two({ text: `SELECT load_extension('${inner.url}/x.so')` });
    repository.commit();
    await shop.project.until("False Failed Stalled");
    expect(inner.asked).toEqual([]);
  });
});
