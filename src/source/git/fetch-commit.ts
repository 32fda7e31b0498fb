import { digestText } from "../../core/digest.ts";
import { SourceMissingError } from "../source-errors.ts";
import { compareVersions, parseVersion } from "../semver.ts";
import type { Git } from "./git.ts";
import { describeReference, type ExactReference, type GitReference, refspecOf, type SemverReference } from "./git-reference.ts";

/** What was fetched: the commit, and the tag object where an annotated tag led to it. */
export interface FetchedCommit {
  readonly commit: string;
  readonly tag?: string;
}

/** Brings one commit without what came before; files too, or only what lists them. @throws SourceMissingError where there is no such thing */
export async function fetchCommit(git: Git, reference: GitReference, files: "withFiles" | "withoutFiles"): Promise<FetchedCommit> {
  const exact = reference.kind === "semver" ? await newestTag(git, reference) : reference;
  const place = `refs/keelson/${digestText(refspecOf(exact)).slice(7, 27)}`;
  const filter = files === "withoutFiles" ? "--filter=blob:none" : "--no-filter";
  try {
    await git.bring([...fetchWords, filter, "--depth=1", "origin", `+${refspecOf(exact)}:${place}`]);
  } catch (error) {
    throw error instanceof SourceMissingError ? noSuch(git, reference) : error;
  }
  const [object, commit] = (await git.run(["rev-parse", place, `${place}^{commit}`])).toString().trim().split("\n");
  if (object === undefined || commit === undefined) throw noSuch(git, reference);
  return { commit, ...(object === commit ? {} : { tag: object }) };
}

/** Every fetch: one thing that is named, nothing else. */
export const fetchWords: readonly string[] = [
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
  "--recurse-submodules=no",
];

async function newestTag(git: Git, reference: SemverReference): Promise<ExactReference> {
  const listed = (await git.run(["ls-remote", "--tags", "--refs", "--quiet", "origin"])).toString();
  const tags = listed.split("\n").flatMap((line) => {
    const name = /\trefs\/tags\/(.+)$/.exec(line)?.[1];
    const version = name === undefined ? undefined : parseVersion(name);
    return name === undefined || version === undefined || !reference.range(version) ? [] : [{ name, version }];
  });
  const newest = tags.toSorted((a, b) => compareVersions(b.version, a.version) || (a.name < b.name ? -1 : 1))[0];
  if (newest === undefined) throw noSuch(git, reference);
  return { kind: "tag", name: newest.name };
}

const noSuch = (git: Git, reference: GitReference): SourceMissingError =>
  new SourceMissingError(
    "git-ref-not-found",
    `${git.shown} does not have ${describeReference(reference)}`,
    "Correct spec.source.git.ref, or push it first",
  );
