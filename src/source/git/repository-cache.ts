import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../core/clock.ts";
import { digestValue } from "../../core/digest.ts";
import { SourceUnavailableError } from "../source-errors.ts";
import type { GitCredentials } from "./git-access.ts";
import { lockFolder } from "./folder-lock.ts";

export interface CacheOptions {
  /** Where repositories are kept between fetches; absent: nowhere. */
  readonly cacheFolder?: string;
  readonly url: string;
  /** Whoever logs in otherwise sees nothing of what these may. */
  readonly credentials: GitCredentials;
  /** The process, by its number. */
  readonly holder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A repository that has collected this many packs is begun anew. */
const mostPacks = 64;

/**
 * Gives a bare repository to `use`, alone. What fails for no reason that it knows of in a kept one is tried once more in a new one: a process that
 * was killed, or a disk that was full, may have left it half written.
 */
export async function withRepository<T>(options: CacheOptions, use: (folder: string) => Promise<T>): Promise<T> {
  if (options.cacheFolder === undefined) return inPassing(options.url, use);
  const parent = join(options.cacheFolder, "git");
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = join(parent, `${keyOf(options)}.git`);
  const lock = await lockFolder(folder, options.holder, options.clock, options.signal);
  try {
    const isKept = lock.before === "free" && (await packsIn(folder)) <= mostPacks;
    if (isKept && (await exists(folder))) {
      try {
        return await use(folder);
      } catch (error) {
        if (!(error instanceof SourceUnavailableError) || error.code !== "source-unavailable") throw error;
      }
    }
    await rm(folder, { recursive: true, force: true });
    await layOut(folder, options.url);
    return await use(folder);
  } finally {
    await lock.release();
  }
}

async function inPassing<T>(url: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "keelson-repository-"));
  try {
    await layOut(folder, url);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const keyOf = ({ url, credentials: { username, password, identity } }: CacheOptions): string =>
  digestValue({ url, username, password, identity }).slice("sha256:".length, "sha256:".length + 40);

const exists = (folder: string): Promise<boolean> =>
  readdir(folder).then(
    (names) => names.includes("HEAD"),
    () => false,
  );

const packsIn = (folder: string): Promise<number> =>
  readdir(join(folder, "objects", "pack")).then(
    (names) => names.filter((name) => name.endsWith(".pack")).length,
    () => 0,
  );

/** What `git init` makes, without asking git: no template, no hooks. */
async function layOut(folder: string, url: string): Promise<void> {
  for (const name of ["objects/pack", "objects/info", "refs/keelson"]) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  const config = [
    "[core]",
    "\trepositoryformatversion = 1",
    "\tbare = true",
    "[extensions]",
    "\tpartialClone = origin",
    '[remote "origin"]',
    `\turl = ${quoted(url)}`,
    "\tpromisor = true",
    "\tpartialclonefilter = blob:none",
    "",
  ];
  await writeFile(join(folder, "config"), config.join("\n"), { mode: 0o600 });
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/none\n");
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;
