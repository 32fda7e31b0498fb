import { posix } from "node:path";
import type { Clock } from "../../core/clock.ts";
import { SourceInvalidError } from "../source-errors.ts";
import { defaultTreeLimits, type FetchedTree, type TreeLimits } from "../tree.ts";
import { descendsFrom } from "./descends-from.ts";
import { fetchCommit } from "./fetch-commit.ts";
import { defaultGitLimits, type Git, type GitLimits, openGit } from "./git.ts";
import { type GitAccess, type GitCredentials, type GitSurroundings, openGitAccess } from "./git-access.ts";
import { readGitReference } from "./git-reference.ts";
import { readCommit } from "./read-commit.ts";
import { withRepository } from "./repository-cache.ts";
import { parseRepositoryUrl } from "./repository-url.ts";
import { type GitVerification, verifySignature } from "./verify-signature.ts";

export interface GitFetchOptions {
  readonly url: string;
  readonly ref?: { readonly branch?: string; readonly tag?: string; readonly commit?: string; readonly semver?: string };
  /** Folder in the repository; all of it where absent. */
  readonly path?: string;
  /** Asked at each fetch, so that a rotated secret is used by the next one. */
  readonly credentials: () => Promise<GitCredentials>;
  /** Absent: no signature is asked for. */
  readonly verification?: () => Promise<GitVerification>;
  readonly surroundings: GitSurroundings;
  /** Where repositories are kept between fetches; absent: nowhere. */
  readonly cacheFolder?: string;
  /** Number of this process, for the lock of the cache. */
  readonly pid: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits?: Partial<GitLimits & TreeLimits>;
}

/** A folder of one commit of a git repository, fetched without its history. @throws SourceUnavailableError, SourceMissingError, SourceRefusedError, SignatureRefusedError, SourceInvalidError */
export async function fetchGitTree(options: GitFetchOptions): Promise<FetchedTree> {
  const reference = readGitReference(options.ref);
  const folder = folderInside(options.path ?? ".");
  const limits = { ...defaultTreeLimits, ...options.limits };
  return inRepository(options, "kept", async (git, access) => {
    const files = folder === "." ? "withFiles" : "withoutFiles";
    const fetched = await fetchCommit(git, reference, files);
    // Before anything of it is read.
    if (options.verification !== undefined) await verifySignature(git, access, fetched, await options.verification(), options.signal);
    const { commit } = fetched;
    // In a repository of its own: the kept one has no history, and is to stay small.
    const descends = (from: string) => inRepository(options, "inPassing", async (whole) => descendsFrom(whole, commit, from));
    return { tree: await readCommit(git, commit, folder, files, limits), commit, root: folder, descends };
  });
}

async function inRepository<T>(
  options: GitFetchOptions,
  kept: "kept" | "inPassing",
  use: (git: Git, access: GitAccess) => Promise<T>,
): Promise<T> {
  const repository = parseRepositoryUrl(options.url);
  const { signal, clock, cacheFolder, pid, surroundings } = options;
  const credentials = await options.credentials();
  await using access = await openGitAccess(repository, credentials, surroundings);
  const cache = {
    url: repository.url,
    credentials,
    holder: String(pid),
    clock,
    signal,
    ...(cacheFolder === undefined || kept === "inPassing" ? {} : { cacheFolder }),
  };
  const limits = { ...defaultGitLimits, ...options.limits };
  // Awaited here: what access needs is taken away as soon as this returns.
  return await withRepository(cache, async (folder) => use(openGit({ folder, access, shown: repository.shown, limits, signal }), access));
}

/** The folder of a repository that a path means. @throws SourceInvalidError for one outside of it */
export function folderInside(path: string): string {
  const folder = posix.normalize(path).replace(/\/$/, "");
  if (!posix.isAbsolute(folder) && folder !== ".." && !folder.startsWith("../") && !/[\0\n]/.test(folder)) return folder;
  throw new SourceInvalidError(
    "source-path-outside",
    `${JSON.stringify(path)} is no folder inside of a repository`,
    "Write spec.source.git.path relative to the root of the repository",
  );
}
