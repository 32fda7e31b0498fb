import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "./host.ts";
import { writeAside } from "./write-aside.ts";

/** One thing that is remembered from run to run, in a file of this user alone. Advisory: what cannot be read or written is not remembered. */
export interface CacheFile<T> {
  read(): T | undefined;
  write(value: T): void;
}

/** How it stands in the file. */
export interface CacheFormat {
  readonly extension: string;
  /** Undefined: it is not to be kept. */
  encode(value: unknown): string | Buffer | undefined;
  /** Undefined, or an error: the file holds nothing of ours. */
  decode(bytes: Buffer): unknown;
}

const json: CacheFormat = {
  extension: "json",
  encode: (value) => JSON.stringify(value),
  decode: (bytes) => JSON.parse(bytes.toString("utf8")),
};

/**
 * The file that remembers one thing, `what`, of a file or folder at an absolute path; undefined where nothing is to be remembered. It lies where that path
 * would lead inside the cache: hashing the path would load more than a run that finds nothing to do needs in all.
 */
export function cacheFile<T>(
  { cacheFolder, pid }: Host,
  absolutePath: string,
  what: "documents" | "digest" | "standstill" | "resources" | "source" | "desired" | "comparison" | "left",
  { extension, encode, decode }: CacheFormat = json,
): CacheFile<T> | undefined {
  if (cacheFolder === undefined) return undefined;
  const place = join(cacheFolder, "seen", absolutePath.replaceAll(":", ""), `${what}.${extension}`);
  return {
    read: () => {
      try {
        return decode(readFileSync(place)) as T;
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      try {
        const content = encode(value);
        if (content !== undefined) writeAside(place, pid, () => content);
      } catch {
        // The next run finds out again.
      }
    },
  };
}
