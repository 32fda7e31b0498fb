import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GitRepository } from "../server/git-repository.ts";
import { type GitServer, startGitServer } from "../server/git-server.ts";
import { runKeelson, startKeelson } from "./keelson.ts";
import { expectOneFault } from "./one-fault.ts";

let folder: string;
let repository: GitRepository;
let server: GitServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "keelson-elsewhere-"));
  repository = new GitRepository();
  repository.write("db/one.yaml", revision("one", ""));
  repository.commit();
  server = await startGitServer({ folder: repository.folder, login: { username: "ada", password: "canary-s3cret" } });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const revision = (id: string, revises: string) =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Revision\nmetadata: { name: shop-${id} }\nspec: { id: "${id}", message: "Table ${id}", revises: [${revises}], upgrade: [ { createTable: { name: ${id}, columns: [ { name: id, type: integer } ] } } ] }\n`;

function database(more = ""): void {
  const git = `{ url: "${server.url}/shop.git", path: db, ref: { branch: main }, interval: 1s, credentials: { username: { value: ada }, password: { env: TOKEN } }${more} }`;
  writeFileSync(
    join(folder, "keelson.yaml"),
    `apiVersion: keelson.dev/v1alpha1\nkind: Database\nmetadata: { name: shop }\nspec:\n  dialect: sqlite\n  connection: { url: { value: "sqlite:shop.db" } }\n  source: { git: ${git} }\n`,
  );
}
const options = () => ({ cwd: folder, env: { TOKEN: "canary-s3cret" } });
const run = (...words: readonly string[]) => runKeelson(words, options());

describe("a Database whose source is a git repository", () => {
  it("is planned, checked, upgraded and reconciled like one beside its documents, and says which commit", async () => {
    database();
    expect((await run("check", "-o", "json")).json()).toMatchObject({ state: "pending" });
    expect((await run("plan")).stdout).toContain('CREATE TABLE "one"');
    const upgraded = await run("upgrade", "-o", "json");
    const commit = repository.git("rev-parse", "HEAD");
    expect(upgraded.json()).toMatchObject({ revision: { current: ["one"] }, source: { commit } });
    expect((await run("check")).code).toBe(0);
    repository.write("db/two.yaml", revision("two", "one"));
    const next = repository.commit();
    expect((await run("reconcile", "-o", "json")).json()).toMatchObject({
      reason: "InSync",
      revision: { current: ["two"] },
      source: { commit: next },
    });
    // The second time nothing is parsed, and the commit is told all the same.
    expect((await run("reconcile", "-o", "json")).json()).toMatchObject({
      message: "Nothing to do: the database is where it should be",
      source: { commit: next },
    });
  });
  it("is followed: a new commit is applied, a server that is gone is said and the state stays", async () => {
    database();
    const watching = startKeelson(["reconcile", "--watch", "-o", "json"], options());
    const lines = createInterface({ input: watching.child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    const next = async () => JSON.parse(String((await lines.next()).value));
    try {
      expect(await next()).toMatchObject({ reason: "InSync", revision: { current: ["one"] } });
      repository.write("db/two.yaml", revision("two", "one"));
      const commit = repository.commit();
      expect(await next()).toMatchObject({ reason: "InSync", revision: { current: ["two"] }, source: { commit } });
      await server[Symbol.asyncDispose]();
      const gone = await next();
      expect(gone).toMatchObject({ reason: "SourceUnavailable", revision: { current: ["two"] } });
      expect(gone.conditions).toContainEqual(expect.objectContaining({ type: "Ready", status: "False" }));
    } finally {
      watching.child.kill("SIGTERM");
      await watching.finished;
    }
  });
  it("prints the credentials nowhere, wherever they are wrong", async () => {
    database();
    const wrong = await expectOneFault(["plan"], 1, { cwd: folder, env: { TOKEN: "canary-wr0ng" } });
    expect(wrong.stderr).toContain("source-unauthorised");
    const unset = await expectOneFault(["plan"], 3, { cwd: folder });
    expect(unset.stderr).toMatch(/keelson\.yaml:(?!1:1:)\d+:\d+: error\[unset-variable\]/);
    const verbose = await run("upgrade", "--verbose", "-o", "json");
    for (const { stdout, stderr } of [wrong, unset, verbose]) expect(`${stdout}${stderr}`).not.toContain("canary");
  });
  it("is not written to", async () => {
    database();
    expect((await expectOneFault(["revision", "-m", "x"], 3, options())).stderr).toContain("source-read-only");
  });
});
