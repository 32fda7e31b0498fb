import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestText } from "../core/digest.ts";
import type { Host } from "./host.ts";

/** One thing that is remembered from run to run, in a file of this user alone. Advisory: what cannot be read or written is not remembered. */
export interface CacheFile<T> {
  read(): T | undefined;
  write(value: T): void;
}

/** The file that remembers what is known by `name`; undefined where nothing is to be remembered. */
export function cacheFile<T>({ cacheFolder, pid }: Host, name: string): CacheFile<T> | undefined {
  if (cacheFolder === undefined) return undefined;
  const place = join(cacheFolder, `${digestText(name).slice("sha256:".length)}.json`);
  return {
    read: () => {
      try {
        return JSON.parse(readFileSync(place, "utf8")) as T;
      } catch {
        return undefined;
      }
    },
    write: (value) => {
      try {
        if (!existsSync(cacheFolder)) mkdirSync(cacheFolder, { mode: 0o700 });
        const draft = `${place}.${pid}`;
        writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
        renameSync(draft, place);
      } catch {
        // The next run finds out again.
      }
    },
  };
}
