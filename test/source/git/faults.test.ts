import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GitFetchOptions } from "../../../src/source/git/fetch-git-tree.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { answered } from "../../server/answered.ts";
import { type GitServer, startGitServer } from "../../server/git-server.ts";
import { openGit } from "./open-git.ts";

let repository: GitRepository;
let server: GitServer;
beforeAll(async () => {
  repository = new GitRepository();
  repository.write("db/a.yaml", "a: 1\n");
  repository.write("db/large.sql", Buffer.alloc(40_000, "x"));
  repository.commit();
  server = await startGitServer({ folder: repository.folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
});

/** Code and exit code of the one fault that a fetch ends with; its message names no secret. */
async function fault(more: Partial<GitFetchOptions>): Promise<string> {
  try {
    await openGit({ url: `${server.url}/shop.git`, path: "db", ...more }).read();
    return "none";
  } catch (error) {
    const { code, message, exitCode, diagnostics } = error as {
      code: string;
      message: string;
      exitCode: number;
      diagnostics: readonly object[];
    };
    expect(diagnostics).toEqual([expect.objectContaining({ code, message, remedy: expect.stringMatching(/\w/) })]);
    expect(message).not.toMatch(/canary|\n|\x1b/);
    return `${code} ${exitCode}`;
  }
}

describe("what is refused, each with one finding", () => {
  it.each([
    ["a branch that is not there", { ref: { branch: "nope" } }, "git-ref-not-found 3"],
    ["a commit that is not there", { ref: { commit: "0".repeat(39).concat("1") } }, "git-ref-not-found 3"],
    ["a short commit", { ref: { commit: "abc1234" } }, "invalid-git-ref 3"],
    ["a branch that is an option", { ref: { branch: "--upload-pack=touch" } }, "invalid-git-ref 3"],
    ["no version in the range", { ref: { semver: "^9" } }, "git-ref-not-found 3"],
    ["a range that is none", { ref: { semver: "newest" } }, "invalid-git-ref 3"],
    ["a folder that is not there", { path: "nope" }, "source-path-not-found 3"],
    ["a file for a folder", { path: "db/a.yaml" }, "source-path-not-found 3"],
    ["a folder outside", { path: "../other" }, "source-path-outside 3"],
    ["a path of this machine", { url: "/srv/shop.git" }, "unsupported-git-url 3"],
    ["a file URL", { url: "file:///srv/shop.git" }, "unsupported-git-url 3"],
    ["a program", { url: "ext::sh -c touch% /tmp/x" }, "unsupported-git-url 3"],
    ["an option for a host", { url: "ssh://-oProxyCommand=x/shop.git" }, "unsupported-git-url 3"],
    ["a password in the URL", { url: "https://ada:canary@example.com/shop.git" }, "credentials-in-url 3"],
    [
      "credentials in the open",
      { url: "http://example.com/shop.git", credentials: async () => ({ password: "canary" }) },
      "insecure-credentials 3",
    ],
    ["credentials with a line break", { credentials: async () => ({ password: "canary\nhost=x" }) }, "invalid-credentials 3"],
    ["a server that is not there", { url: "http://127.0.0.1:1/shop.git" }, "source-unavailable 1"],
    ["more files than may be", { limits: { files: 1 } }, "source-too-large 3"],
    ["more bytes than may be", { limits: { bytes: 20_000 } }, "source-too-large 3"],
    ["no git on the machine", { surroundings: { PATH: "/nowhere" } }, "git-not-found 1"],
  ] satisfies readonly (readonly [string, Partial<GitFetchOptions>, string])[])("%s", async (_what, more, expected) => {
    expect(await fault(more)).toBe(expected);
  });
  it("a repository that is not there, a login that is wrong, a page for an answer, and one that never comes", async () => {
    const url = (base: string) => `${base}/shop.git`;
    expect(await fault({ url: `${server.url}/other.git` })).toBe("git-repository-not-found 1");
    await using closed = await startGitServer({ folder: repository.folder, login: { username: "ada", password: "canary" } });
    expect(await fault({ url: url(closed.url) })).toBe("source-unauthorised 1");
    expect(await fault({ url: url(closed.url), credentials: async () => ({ username: "ada", password: "canary-wrong" }) })).toBe(
      "source-unauthorised 1",
    );
    expect(await fault({ url: url(closed.url), credentials: async () => ({ username: "ada", password: "canary" }) })).toBe("none");
    await using page = await startGitServer({
      folder: repository.folder,
      instead: (_request, response) => answered(response.end("<html>\x1b[2J")),
    });
    // Git takes it for an old server without a single ref.
    expect(await fault({ url: url(page.url) })).toBe("git-ref-not-found 3");
    await using broken = await startGitServer({
      folder: repository.folder,
      instead: (_request, response) => answered(response.writeHead(500).end()),
    });
    expect(await fault({ url: url(broken.url) })).toBe("source-unavailable 1");
    await using silent = await startGitServer({ folder: repository.folder, instead: () => true });
    expect(await fault({ url: url(silent.url), limits: { timeout: 300 } })).toBe("source-unavailable 1");
  });
  it("a login is kept from where the server leads", async () => {
    await using other = await startGitServer({ folder: repository.folder, login: { username: "x", password: "y" } });
    await using first = await startGitServer({
      folder: repository.folder,
      instead: ({ url }, response) =>
        answered(response.writeHead(302, { location: `${other.url.replace("127.0.0.1", "localhost")}${url}` }).end()),
    });
    await fault({ url: `${first.url}/shop.git`, credentials: async () => ({ username: "ada", password: "canary" }) });
    expect(other.requests.filter((request) => request.includes("+login"))).toEqual([]);
  });
  it("a pack that grows too large is stopped on the way", async () => {
    using huge = new GitRepository();
    huge.write(
      "db/a.bin",
      Buffer.from(Array.from({ length: 600_000 }, (_, index) => createHash("md5").update(`${index}`).digest()[0] ?? 0)),
    );
    huge.commit();
    await using slow = await startGitServer({ folder: huge.folder });
    const read = openGit({ url: `${slow.url}/shop.git`, limits: { packBytes: 1000, bytes: 1000 } }).read();
    await expect(read).rejects.toMatchObject({ code: "source-too-large" });
  });
  it("an abort ends it at once", async () => {
    await using silent = await startGitServer({ folder: repository.folder, instead: () => true });
    const stop = new AbortController();
    const read = openGit({ url: `${silent.url}/shop.git`, signal: stop.signal }).read();
    let stopped = Number.NaN;
    const started = expect.poll(() => silent.requests.length, { timeout: 10_000 }).toBe(1);
    const abort = () => {
      stopped = performance.now();
      stop.abort(new Error("enough"));
    };
    await Promise.all([started.then(abort), expect(read).rejects.toThrow("enough")]);
    // Git itself gives a silent server up after 20 s.
    expect(performance.now() - stopped).toBeLessThan(5000);
  });
});

describe("what a hostile repository holds stays in it", () => {
  it("links, submodules, pointers, hooks and names that collide are told and lead nowhere", async () => {
    using hostile = new GitRepository();
    hostile.write("db/a.yaml", "a: 1\n");
    hostile.write("db/A.yaml", "a: 2\n");
    hostile.write("db/large.sql", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    hostile.write(".gitattributes", "* filter=evil\n");
    hostile.link("db/passwd.yaml", "/etc/passwd");
    hostile.link("db/up.yaml", "../../secret.yaml");
    hostile.link("db/gone.yaml", "nothing.yaml");
    hostile.link("db/copy.yaml", "a.yaml");
    hostile.commit();
    hostile.git("update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,db/module");
    hostile.git("commit", "--quiet", "--message", "a submodule");
    hostile.push();
    await using there = await startGitServer({ folder: hostile.folder });
    const { files, diagnostics, reader } = await openGit({ url: `${there.url}/shop.git`, path: "db" }).read();
    expect(files.map(({ path }) => path)).toEqual(["db/A.yaml", "db/a.yaml"]);
    expect(reader?.read("db/passwd.yaml")).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`).sort()).toEqual([
      "source-file-elsewhere: db/large.sql only points to a file that is kept elsewhere (Git LFS)",
      "source-link-escapes: db/passwd.yaml leads out of the source: it is a link to a place outside",
      "source-link-escapes: db/up.yaml leads out of the source: it is a link to a place outside",
      "source-names-collide: db/A.yaml and db/a.yaml are one file where names are told apart without regard to case",
      "source-submodule: db/module is a submodule and is not read",
      "source-unreadable: db/gone.yaml cannot be read: it is a link to what is not there",
    ]);
  });
  it("a name that leads out of it is refused", async () => {
    using hostile = new GitRepository();
    hostile.write("a.yaml", "a: 1\n");
    hostile.commit();
    const blob = hostile.git("rev-parse", "HEAD:a.yaml");
    const tree = put(hostile, "tree", Buffer.concat([Buffer.from("100644 ../../evil.yaml\0"), Buffer.from(blob, "hex")]));
    const commit = put(hostile, "commit", Buffer.from(`tree ${tree}\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nevil\n`));
    hostile.git("--git-dir", join(hostile.folder, "shop.git"), "update-ref", "refs/heads/main", commit);
    await using there = await startGitServer({ folder: hostile.folder });
    expect(await fault({ url: `${there.url}/shop.git`, path: "." })).toMatch(/^(?:source-name-refused 3|source-unavailable 1)$/);
  });
});

/** A loose object as no tool would write it. */
function put({ folder }: GitRepository, kind: string, content: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  const name = createHash("sha1").update(bytes).digest("hex");
  const place = join(folder, "shop.git", "objects", name.slice(0, 2));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, name.slice(2)), deflateSync(bytes));
  return name;
}
