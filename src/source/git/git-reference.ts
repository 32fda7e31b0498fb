import { SourceInvalidError } from "../source-errors.ts";
import { parseRange, type VersionRange } from "../version-range.ts";

/** What the server can be asked for by name. */
export type ExactReference = { readonly kind: "default" } | { readonly kind: "branch" | "tag" | "commit"; readonly name: string };

/** What of a repository is read. */
export type GitReference = ExactReference | SemverReference;

/** The newest tag in a range. */
export interface SemverReference {
  readonly kind: "semver";
  readonly name: string;
  readonly range: VersionRange;
}

/** @throws SourceInvalidError for a name that git would take for something else */
export function readGitReference(
  written: { readonly branch?: string; readonly tag?: string; readonly commit?: string; readonly semver?: string } = {},
): GitReference {
  const { semver } = written;
  if (semver !== undefined) {
    const range = parseRange(semver);
    if (range === undefined) throw invalid(semver, "range of versions", "Write one like ^1.2, ~1.2.3, >=1.2 <2 or 1.x");
    return { kind: "semver", name: semver, range };
  }
  for (const kind of ["branch", "tag", "commit"] as const) {
    const name = written[kind];
    if (name === undefined) continue;
    if (isName(kind, name)) return { kind, name };
    const remedy =
      kind === "commit"
        ? "Write all 40 digits: a short one may come to mean another commit"
        : `Write the name of the ${kind} as git lists it`;
    throw invalid(name, kind, remedy);
  }
  return { kind: "default" };
}

const invalid = (name: string, what: string, remedy: string): SourceInvalidError =>
  new SourceInvalidError("invalid-git-ref", `${JSON.stringify(name)} is no ${what}`, remedy);

/** As git names it in messages. */
export const describeReference = (reference: GitReference): string =>
  reference.kind === "default"
    ? "its default branch"
    : reference.kind === "semver"
      ? `a tag in the range ${reference.name}`
      : `${reference.kind} ${reference.name}`;

/** What the server is asked for. */
export function refspecOf(reference: ExactReference): string {
  switch (reference.kind) {
    case "default":
      return "HEAD";
    case "branch":
      return `refs/heads/${reference.name}`;
    case "tag":
      return `refs/tags/${reference.name}`;
    case "commit":
      return reference.name;
  }
}

/** Whether git takes it for the name of nothing else. */
export function isName(kind: "branch" | "tag" | "commit", name: string): boolean {
  if (kind === "commit") return /^[0-9a-f]{40}$/.test(name);
  return !/[\s\0\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(?:\/|$)|^[-/.]|[/.]$/.test(name);
}
