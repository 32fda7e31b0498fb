import type { Digest } from "../core/digest.ts";
import { isLeftOut } from "./list-files.ts";
import type { Descent } from "./source.ts";
import { SourceRefusedError, SourceTooLargeError } from "./source-errors.ts";

/** A file of a fetched source, in memory: nothing of it is ever laid out on this machine. */
export interface TreeFile {
  /** Where it lies inside the source, with `/`. */
  readonly location: string;
  readonly bytes: Buffer;
}

/** A symbolic link of a fetched source, which leads nowhere by itself. */
export interface TreeLink {
  readonly location: string;
  /** As written: relative to its folder. */
  readonly target: string;
}

/** Everything that a fetched source holds. */
export interface Tree {
  readonly files: readonly TreeFile[];
  readonly links: readonly TreeLink[];
  /** Folders that lie in another repository and are not read. */
  readonly elsewhere: readonly string[];
}

/** A tree, with the name of exactly this state where it has one: a commit, the digest of an artefact. */
export interface FetchedTree {
  readonly tree: Tree;
  readonly commit?: string | Digest;
  /** Its folder as people see it. */
  readonly root: string;
  /** Whether its commit comes after that one; absent where nobody can tell. */
  readonly descends?: (from: string) => Promise<Descent>;
}

/** What a fetched source may hold at most: more is a mistake or an attack. */
export interface TreeLimits {
  readonly files: number;
  /** Of all files together, unpacked. */
  readonly bytes: number;
}

export const defaultTreeLimits: TreeLimits = { files: 20_000, bytes: 128 * 1024 * 1024 };

/** @throws SourceTooLargeError */
export function refuseTooMany(what: string, files: number, limits: TreeLimits): void {
  if (files > limits.files) throw new SourceTooLargeError(what, `more than ${limits.files} files`);
}

/** @throws SourceTooLargeError */
export function refuseTooLarge(what: string, bytes: number, limits: TreeLimits): void {
  if (bytes > limits.bytes) throw new SourceTooLargeError(what, `more than ${limits.bytes} bytes`);
}

/** A name that stays inside the source wherever it is laid out. @throws SourceRefusedError */
export function checkLocation(what: string, location: string): string {
  const parts = location.split("/");
  const isSafe =
    location !== "" &&
    !/[\0\\]/.test(location) &&
    !/^[A-Za-z]:/.test(location) &&
    parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (isSafe) return location;
  throw new SourceRefusedError(
    "source-name-refused",
    `${what} holds a file named ${JSON.stringify(location)}, which would lie outside of it`,
  );
}

/** Whether a source reads it, by the same rule as in a folder. */
export const belongsToSource = (location: string): boolean => !location.split("/").some(isLeftOut);
