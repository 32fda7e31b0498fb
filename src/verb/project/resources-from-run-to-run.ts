import { hash } from "node:crypto";
import type { Resource } from "../../resource/resource.ts";
import type { ResourceMemory } from "../../resource/resource-memory.ts";
import type { SourceFile } from "../../resource/source-file.ts";
import type { CacheFile } from "./cache-file.ts";

/** What is kept of all files of a source. */
export interface KeptResources {
  /** Who read them, and with what in mind. */
  readonly reader: string;
  readonly files: ReadonlyMap<string, KeptFile>;
}

interface KeptFile {
  readonly hash: string;
  /** Without the texts that they come from. */
  readonly resources: readonly Resource[];
}

/** The documents of a source from run to run: the same text is not read twice. */
export class ResourcesFromRunToRun implements ResourceMemory {
  readonly #kept: CacheFile<KeptResources>;
  readonly #reader: string;
  readonly #before: ReadonlyMap<string, KeptFile>;
  readonly #now = new Map<string, KeptFile>();
  #learnt = 0;

  constructor(kept: CacheFile<KeptResources>, reader: string) {
    this.#kept = kept;
    this.#reader = reader;
    const found = kept.read();
    this.#before = found?.reader === reader ? found.files : new Map();
  }

  recall({ path, text }: SourceFile): readonly Resource[] | undefined {
    const known = this.#before.get(path);
    if (known === undefined || known.hash !== hashOf(text)) return undefined;
    this.#now.set(path, known);
    return known.resources.map((resource) => withText(resource, text));
  }

  remember({ path, text }: SourceFile, resources: readonly Resource[]): void {
    if (mayHoldSecret.test(text)) return;
    this.#now.set(path, { hash: hashOf(text), resources: resources.map((resource) => withText(resource, "")) });
    this.#learnt++;
  }

  /** Keeps what was recalled and remembered since, once all files were read. A few files are read anew sooner than all are written. */
  keep(): void {
    const gone = this.#before.size + this.#learnt - this.#now.size;
    if ((this.#learnt + gone) * few > this.#now.size) this.#kept.write({ reader: this.#reader, files: this.#now });
  }
}

/** One of so many files, and less, are few. */
export const few = 20;

/** A password that is written out stays where it was written. */
export const mayHoldSecret = /password|secret/i;

export const hashOf = (text: string): string => hash("sha256", text, "base64");

/** The resource with the text of its file in the place of the one that it has. */
export const withText = <R extends Resource>(resource: R, text: string): R => ({ ...resource, origin: { ...resource.origin, text } });
