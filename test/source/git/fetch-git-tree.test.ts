import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GitRepository } from "../../server/git-repository.ts";
import { type GitServer, startGitServer } from "../../server/git-server.ts";
import { openGit } from "./open-git.ts";

let repository: GitRepository;
let server: GitServer;
const commits: Record<string, string> = {};

beforeAll(async () => {
  repository = new GitRepository();
  repository.write("db/a.yaml", "a: 1\n");
  repository.write("db/f/one.sql", "SELECT 1");
  repository.write("README.md", "a shop");
  commits["first"] = repository.commit();
  repository.tag("v1.0.0");
  repository.write("db/b.yaml", "b: 1\n");
  commits["second"] = repository.commit();
  repository.tag("v1.2.0", "--annotate", "--message", "release");
  repository.tag("v2.0.0-rc.1");
  repository.git("checkout", "--quiet", "-b", "next");
  repository.write("db/c.yaml", "c: 1\n");
  commits["third"] = repository.commit();
  repository.tag("v2.0.0");
  server = await startGitServer({ folder: repository.folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
});

const shop = () => `${server.url}/shop.git`;
const open = (more: Omit<Parameters<typeof openGit>[0], "url"> = {}) => openGit({ url: shop(), path: "db", ...more });

describe("what is read", () => {
  it.each([
    ["the default branch", undefined, "second"],
    ["a branch", { branch: "next" }, "third"],
    ["a tag", { tag: "v1.0.0" }, "first"],
    ["an annotated tag", { tag: "v1.2.0" }, "second"],
    ["the newest tag in a range", { semver: "^1.0" }, "second"],
    ["the newest tag of all", { semver: "*" }, "third"],
  ])("is %s", async (_what, ref, expected) => {
    expect(await open(ref === undefined ? {} : { ref }).commit?.()).toBe(commits[expected]);
  });
  it("is a commit by its name, though no branch ends there", async () => {
    const { files, commit } = await open({ ref: { commit: commits["first"] as string } }).read();
    expect(commit).toBe(commits["first"]);
    expect(files.map(({ path, text }) => [path, text])).toEqual([["db/a.yaml", "a: 1\n"]]);
  });
  it("is a folder as it would be checked out, with files beside the documents", async () => {
    const { root, files, reader, diagnostics } = await open().read();
    expect([root, files.map(({ path }) => path), diagnostics]).toEqual(["db", ["db/a.yaml", "db/b.yaml"], []]);
    expect(reader?.list()).toEqual(["db/a.yaml", "db/b.yaml", "db/f/one.sql"]);
    expect(reader?.read("db/f/one.sql")).toBe("SELECT 1");
  });
  it("is all of the repository where no folder is named", async () => {
    const { root, files } = await openGit({ url: shop() }).read();
    expect([root, files.map(({ path }) => path)]).toEqual([".", ["db/a.yaml", "db/b.yaml"]]);
  });
});

describe("whether it comes after another commit", () => {
  it.each([
    ["itself", { branch: "main" }, "second", "yes"],
    ["one before", { branch: "next" }, "first", "yes"],
    ["one that it does not know yet", { branch: "main" }, "third", "no"],
    ["one behind a tag", { tag: "v1.0.0" }, "second", "no"],
  ])("is told by its history: %s", async (_what, ref, from, expected) => {
    const source = open({ ref });
    expect(await source.descends?.(commits[from] as string)).toBe(expected);
  });
  it("is no where nobody has that commit, and unknown where it is none", async () => {
    expect(await open().descends?.(`${"0".repeat(39)}1`)).toBe("no");
    expect(await open().descends?.("sha256:abc")).toBe("unknown");
  });
});

describe("the cache", () => {
  it("brings only what is new, is its reader's alone, and mends itself", async () => {
    const cacheFolder = mkdtempSync(join(tmpdir(), "keelson-cache-"));
    try {
      const read = async () => (await open({ cacheFolder, ref: { branch: "main" } }).read()).files.length;
      expect(await read()).toBe(2);
      const first = server.requests.length;
      expect(await read()).toBe(2);
      // The refs, the question whether the commit is news; files are not asked for again.
      expect(server.requests.slice(first)).toEqual([
        "GET /shop.git/info/refs?service=git-upload-pack",
        "POST /shop.git/git-upload-pack",
        "POST /shop.git/git-upload-pack",
      ]);
      const [kept] = readdirSync(join(cacheFolder, "git"));
      const pack = join(cacheFolder, "git", kept as string, "objects", "pack");
      for (const name of readdirSync(pack)) rmSync(join(pack, name), { force: true });
      writeFileSync(join(cacheFolder, "git", kept as string, "shallow.lock"), "");
      expect(await read()).toBe(2);
      expect(await Promise.all([read(), read(), read(), read()])).toEqual([2, 2, 2, 2]);
      expect(readdirSync(join(cacheFolder, "git"))).toEqual([kept]);
    } finally {
      rmSync(cacheFolder, { recursive: true });
    }
  });
  it("is taken over from a process that was killed", async () => {
    const cacheFolder = mkdtempSync(join(tmpdir(), "keelson-cache-"));
    try {
      await open({ cacheFolder }).read();
      const [kept] = readdirSync(join(cacheFolder, "git"));
      const { hostname } = await import("node:os");
      writeFileSync(join(cacheFolder, "git", `${kept}.lock`), JSON.stringify({ host: hostname(), holder: "99999999" }));
      expect((await open({ cacheFolder }).read()).files).toHaveLength(2);
      expect(readdirSync(join(cacheFolder, "git"))).toEqual([kept]);
    } finally {
      rmSync(cacheFolder, { recursive: true });
    }
  });
});
