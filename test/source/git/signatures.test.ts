import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GitVerification } from "../../../src/source/git/verify-signature.ts";
import { GitRepository } from "../../server/git-repository.ts";
import { type GitServer, startGitServer } from "../../server/git-server.ts";
import { openGit } from "./open-git.ts";

let folder: string;
let repository: GitRepository;
let server: GitServer;
const keys = { ada: "", bob: "", pgp: "", otherPgp: "" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "keelson-keys-"));
  repository = new GitRepository();
  for (const name of ["ada", "bob"] as const) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(folder, name)]);
    keys[name] = readFileSync(join(folder, `${name}.pub`), "utf8");
  }
  keys.pgp = pgpKey("ada");
  keys.otherPgp = pgpKey("bob");
  const commit = (branch: string, ...words: readonly string[]) => {
    repository.git("checkout", "--quiet", "-B", branch);
    repository.write("db/a.yaml", `a: ${branch}\n`);
    repository.commit(...words);
  };
  repository.git("config", "gpg.format", "ssh");
  repository.git("config", "user.signingKey", join(folder, "ada"));
  commit("unsigned");
  commit("ssh", "--gpg-sign");
  repository.tag("v1", "--sign", "--message", "release");
  repository.tag("v2");
  repository.git("config", "gpg.format", "openpgp");
  repository.git("config", "gpg.program", gpgFor("ada"));
  repository.git("config", "user.signingKey", "ada@example.com");
  commit("pgp", "--gpg-sign");
  server = await startGitServer({ folder: repository.folder });
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  for (const name of ["ada", "bob"]) execFileSync("gpgconf", ["--homedir", join(folder, `pgp-${name}`), "--kill", "all"]);
  rmSync(folder, { recursive: true, force: true });
});

/** A key of its own home; gives the public half. */
function pgpKey(name: string): string {
  const home = join(folder, `pgp-${name}`);
  mkdirSync(home, { mode: 0o700 });
  const gpg = (...words: readonly string[]) =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  gpg("--passphrase", "", "--quick-generate-key", `${name}@example.com`, "ed25519", "sign");
  return gpg("--armor", "--export");
}

function gpgFor(name: string): string {
  const program = join(folder, `gpg-${name}`);
  execFileSync("sh", [
    "-c",
    `printf '#!/bin/sh\\nexec gpg --homedir ${join(folder, `pgp-${name}`)} "$@"\\n' > ${program} && chmod +x ${program}`,
  ]);
  return program;
}

const read = (ref: { readonly branch?: string; readonly tag?: string }, verification: GitVerification) =>
  openGit({ url: `${server.url}/shop.git`, path: "db", ref, verification: async () => verification })
    .read()
    .then(
      ({ files }) => files[0]?.text ?? "",
      ({ message }) => message.replace(/[0-9a-f]{12} of \S+/, "X"),
    );

describe("a signature that is asked for", () => {
  it.each([
    ["by an ssh key", "ssh", () => keys.ada],
    ["by an ssh key among others", "ssh", () => `# signers\n${keys.bob}${keys.ada}`],
    ["by a signer that is named", "ssh", () => `ada@example.com ${keys.ada}`],
    ["by a PGP key", "pgp", () => `${keys.otherPgp}\n${keys.pgp}`],
  ])("is taken %s", async (_how, branch, of) => {
    expect(await read({ branch }, { mode: "commit", keys: of() })).toBe(`a: ${branch}\n`);
  });
  it.each([
    ["there is none", "unsigned", () => keys.ada, "commit X is not taken: it is not signed"],
    ["it is another's ssh key", "ssh", () => keys.bob, "commit X is not taken: it is signed, but by none of the keys that may"],
    ["it is another's PGP key", "pgp", () => keys.otherPgp, "commit X is not taken: it is signed, but by none of the keys that may"],
    ["only ssh keys may", "pgp", () => keys.ada, "commit X is not taken: it is signed, but by none of the keys that may"],
    ["only PGP keys may", "ssh", () => keys.pgp, "commit X is not taken: it is signed, but by none of the keys that may"],
    ["there are no keys", "ssh", () => "", "spec.source.git.verify names no key"],
    [
      "a key is damaged",
      "ssh",
      () => keys.pgp.replace(/\n[A-Za-z0-9+/]{20}/, "\n"),
      "a PGP key under spec.source.git.verify cannot be read",
    ],
  ])("is refused where %s", async (_why, branch, of, message) => {
    expect(await read({ branch }, { mode: "commit", keys: of() })).toBe(message);
  });
  it("is that of the tag where that is asked for", async () => {
    expect(await read({ tag: "v1" }, { mode: "tag", keys: keys.ada })).toBe("a: ssh\n");
    expect(await read({ tag: "v1" }, { mode: "tag", keys: keys.bob })).toContain("by none of the keys that may");
    expect(await read({ tag: "v2" }, { mode: "tag", keys: keys.ada })).toContain("no annotated tag leads to it");
  });
});
