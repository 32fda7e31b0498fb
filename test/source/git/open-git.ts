import { systemClock } from "../../../src/core/clock.ts";
import { fetchGitTree, type GitFetchOptions } from "../../../src/source/git/fetch-git-tree.ts";
import { fetchedSource } from "../../../src/source/fetched-source.ts";
import type { Source } from "../../../src/source/source.ts";

/** A git source as the command line opens it, without a cache unless one is given. */
export const openGit = (options: Partial<GitFetchOptions> & { readonly url: string }): Source =>
  fetchedSource(() =>
    fetchGitTree({
      credentials: async () => ({}),
      surroundings: { PATH: process.env["PATH"] },
      pid: process.pid,
      clock: systemClock,
      signal: new AbortController().signal,
      ...options,
    }),
  );
