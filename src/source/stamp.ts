import { type Stats, statSync } from "node:fs";
import type { Milliseconds } from "../core/duration.ts";
import type { Digest } from "../core/digest.ts";
import type { ListedFile } from "./list-files.ts";

/** What the file system says of all files of a source without reading them: names, sizes, times and numbers, a line a file. Equal stamps: equal bytes. */
export type Stamp = string;

/** What the source's bytes were found to be, by the stamp that they had then. Advisory: what is not remembered is read. */
export interface DigestMemory {
  recall(stamp: Stamp): Digest | undefined;
  remember(stamp: Stamp, digest: Digest): void;
}

/** Coarser than the clock that a file system's times come from. One that counts whole seconds may count them in twos, as FAT does; others follow the kernel's clock, which moves every 1 to 16 ms. */
const tickOf = (time: Milliseconds): Milliseconds => (time % 1000 === 0 ? 3000 : 100);

/** Collects the stamp of the files of a source, one after the other. */
export class StampCollector {
  readonly #parts: string[] = [];
  readonly #now: Milliseconds;
  #settled = true;

  /** `now` is the time before the first file is looked at. */
  constructor(now: Milliseconds) {
    this.#now = now;
  }

  add({ location, absolutePath }: ListedFile): void {
    const { dev, ino, size, mtimeMs, ctimeMs } = statsOf(absolutePath);
    // Written within a tick of now, a file could be written once more and look the same. The time of change is the system's own: nobody sets it back.
    const touched = Math.max(mtimeMs, ctimeMs);
    if (!(touched < this.#now - tickOf(touched))) this.#settled = false;
    // Nearly always they are one, and a fraction takes long to spell.
    const times = mtimeMs === ctimeMs ? String(ctimeMs) : `${mtimeMs} ${ctimeMs}`;
    this.#parts.push(`${location}\0${dev} ${ino} ${size} ${times}`);
  }

  /** Undefined where some file could change without changing it. */
  stamp(): Stamp | undefined {
    return this.#settled ? this.#parts.join("\n") : undefined;
  }
}

/** Of a file that went away meanwhile no time is known, so it never counts as settled. */
function statsOf(path: string): Pick<Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs"> {
  try {
    return statSync(path);
  } catch {
    return { dev: 0, ino: 0, size: 0, mtimeMs: Number.NaN, ctimeMs: Number.NaN };
  }
}
