import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A bare repository that a server serves, with a working folder to write commits in. */
export class GitRepository implements Disposable {
  /** What a server is given; the repository is `<name>.git` in it. */
  readonly folder: string;
  readonly #work: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(name = "shop") {
    this.folder = mkdtempSync(join(tmpdir(), "keelson-git-test-"));
    this.#work = join(this.folder, "work");
    this.#env = {
      PATH: process.env["PATH"] ?? "",
      HOME: this.folder,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@example.com",
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@example.com",
    };
    mkdirSync(this.#work);
    this.git("init", "--quiet", "--initial-branch=main", ".");
    this.git("init", "--quiet", "--bare", "--initial-branch=main", join(this.folder, `${name}.git`));
    this.git("remote", "add", "origin", join(this.folder, `${name}.git`));
  }

  /** Standard output of git in the working folder. */
  git(...words: readonly string[]): string {
    return execFileSync("git", words, { cwd: this.#work, env: this.#env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  write(location: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.#work, location)), { recursive: true });
    writeFileSync(join(this.#work, location), content);
  }

  link(location: string, target: string): void {
    mkdirSync(dirname(join(this.#work, location)), { recursive: true });
    symlinkSync(target, join(this.#work, location));
  }

  /** Commits everything and gives it to the server; `words` for `git commit`. */
  commit(...words: readonly string[]): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "change", ...words);
    this.push();
    return this.git("rev-parse", "HEAD");
  }

  tag(name: string, ...words: readonly string[]): void {
    this.git("tag", ...words, name);
    this.push();
  }

  push(): void {
    this.git("push", "--quiet", "--force", "origin", "HEAD", "--tags");
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
