import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../architecture/source-files.ts";
import { handOver, unprivileged } from "../server/unprivileged.ts";

const folder = mkdtempSync(join(tmpdir(), "keelson-image-"));
chmodSync(folder, 0o755);
afterAll(() => {
  execFileSync("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const dockerfile = readFileSync(join(root, "deploy/Dockerfile"), "utf8");
const [, set = ""] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
const environment = Object.fromEntries(set.split(" ").map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));

const revision = `apiVersion: keelson.dev/v1alpha1
kind: Revision
metadata: { name: one }
spec:
  id: one
  revises: []
  upgrade:
    - sql: { text: SELECT 1 FORM two }
`;

/** What the image has as `/keelson`, which nobody may write to; gives what runs it as nobody, with his own copy of an example. */
function programFor(...dialects: readonly string[]) {
  const tree = join(folder, dialects.join("-"));
  execFileSync(process.execPath, [join(root, "build/program-tree.ts"), tree, ...dialects]);
  execFileSync("chmod", ["-R", "a-w", tree]);
  return (dialect: string, ...words: readonly string[]) => {
    const home = mkdtempSync(join(folder, "home-"));
    cpSync(join(root, "examples/quickstart"), home, { recursive: true });
    if (dialect === "postgresql") {
      writeFileSync(
        join(home, "keelson.yaml"),
        readFileSync(join(home, "keelson.yaml"), "utf8")
          .replace("sqlite\n", "postgresql\n")
          .replace("sqlite:./quickstart.db", "postgres://127.0.0.1:1/none"),
      );
      writeFileSync(join(home, "db/one.yaml"), revision);
    }
    handOver(home);
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, "dist/cmd/keelson/main.cjs"), ...words], {
      cwd: home,
      env: { ...environment, HOME: home, TMPDIR: home },
      encoding: "utf8",
      ...unprivileged,
    });
    return { status, said: `${stdout}${stderr}` };
  };
}

test("the image's program runs as nobody from a folder that is read-only, with both engines or one", { timeout: 120_000 }, () => {
  const both = programFor("postgresql", "sqlite");
  expect(both("sqlite", "version").said).toMatch(/^keelson \d/);
  expect(both("sqlite", "operator", "--help").status).toBe(0);
  const [lite, large] = [programFor("sqlite"), programFor("postgresql")];
  for (const run of [both, lite]) expect(run("sqlite", "upgrade")).toEqual({ status: 0, said: expect.stringContaining("InSync") });
  for (const run of [both, large])
    expect(run("postgresql", "validate")).toEqual({ status: 3, said: expect.stringContaining('syntax error at or near "two"') });
  const refused = { status: 3, said: expect.stringContaining("error[engine-not-installed]") };
  expect(lite("postgresql", "validate")).toEqual(refused);
  expect(large("sqlite", "upgrade")).toEqual(refused);
});

const isDebian = spawnSync("dpkg", ["--version"]).status === 0 && spawnSync("which", ["gpg"]).status === 0;

test.skipIf(!isDebian || process.getuid?.() !== 0)(
  "what the image has of Debian runs alone, for a user with a name",
  { timeout: 240_000 },
  () => {
    const [, programs = ""] = /system-tree\.sh \/system node (.+)$/m.exec(dockerfile) ?? [];
    const tree = join(folder, "system");
    execFileSync("sh", [join(root, "deploy/image/system-tree.sh"), tree, ...programs.split(" ")], {
      env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/lib/git-core` },
    });
    // As a device is for a container: something that everybody may write to.
    mkdirSync(join(tree, "dev"));
    writeFileSync(join(tree, "dev/null"), "");
    chmodSync(join(tree, "dev/null"), 0o666);
    const run = (...words: readonly string[]) =>
      spawnSync("/usr/sbin/chroot", ["--userspec=65532:65532", "--groups=", tree, ...words], { env: environment, encoding: "utf8" });
    expect(run("git", "--version")).toMatchObject({ stderr: "", stdout: expect.stringMatching(/^git version/) });
    expect(run("/usr/lib/git-core/git-remote-https").stderr).toContain("usage: git remote-curl");
    expect(run("ssh", "-V").stderr).toMatch(/^OpenSSH/);
    expect(run("gpg", "--version").stdout).toMatch(/^gpg/);
    expect(run("ssh-keygen", "-?").stderr).toContain("usage: ssh-keygen");
    expect(run("sh", "-c", "env false; test $? = 1 && printf done").stdout).toBe("done");
    expect(readFileSync(join(tree, "var/lib/dpkg/status.d/git"), "utf8")).toMatch(/^Version: /m);
    expect(readFileSync(join(tree, "usr/share/doc/git/copyright"), "utf8")).not.toBe("");
    expect(execFileSync("find", [tree, "-perm", "/6000"], { encoding: "utf8" })).toBe("");
  },
);
