import type { Digest } from "../../core/digest.ts";
import type { SchemaObject } from "../../model/object.ts";
import type { KnownDesired } from "../../reconcile/desired-memory.ts";
import type { Reading } from "../../resource/reading.ts";
import type { Origin, SchemaResource } from "../../resource/resource.ts";
import type { CacheFile } from "./cache-file.ts";
import { few, hashOf } from "./resources-from-run-to-run.ts";

/** What is kept of all Schema documents of a source. */
export interface KeptDesired {
  /** Of the source. */
  readonly digest: Digest;
  readonly objects: readonly SchemaObject[];
  /** By document. Most of what they say of an object is that object: both have it in one place. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** What documents declare from run to run: what all of them do, and what those that did not change do. */
export class DesiredFromRunToRun implements KnownDesired {
  readonly objects: readonly SchemaObject[] | undefined;
  readonly #kept: CacheFile<KeptDesired> | undefined;
  readonly #digest: Digest;
  readonly #before: ReadonlyMap<string, Reading>;
  readonly #now = new Map<string, Reading>();
  readonly #hashes = new Map<string, string>();
  #learnt = 0;
  #readsSql = false;

  constructor(kept: CacheFile<KeptDesired> | undefined, digest: Digest) {
    this.#kept = kept;
    this.#digest = digest;
    const found = kept?.read();
    this.objects = found?.digest === digest ? found.objects : undefined;
    this.#before = found?.readings ?? new Map();
  }

  recall(resource: SchemaResource): Reading | undefined {
    this.#readsSql ||= resource.sqlFiles.length > 0 || resource.spec.objects !== undefined;
    const key = this.#keyOf(resource);
    const known = key === undefined ? undefined : this.#before.get(key);
    if (key !== undefined && known !== undefined) this.#now.set(key, known);
    return known;
  }

  remember(resource: SchemaResource, reading: Reading): void {
    const key = this.#keyOf(resource);
    if (key === undefined) return;
    this.#now.set(key, reading);
    this.#learnt++;
  }

  /** A few documents are read anew sooner than all are written, but for SQL, which is taken apart with all of them. */
  keep(objects: Iterable<SchemaObject>): void {
    const gone = this.#before.size + this.#learnt - this.#now.size;
    if (!this.#readsSql && (this.#learnt + gone) * few <= this.#now.size) return;
    this.#kept?.write({ digest: this.#digest, objects: [...objects], readings: this.#now });
  }

  /** Undefined: what the document says hangs on other files too. */
  #keyOf({ origin, sqlFiles }: SchemaResource): string | undefined {
    return sqlFiles.length > 0 ? undefined : `${this.#hashOf(origin)} ${origin.document}`;
  }

  #hashOf({ file, text }: Origin): string {
    const known = this.#hashes.get(file) ?? hashOf(text);
    this.#hashes.set(file, known);
    return known;
  }
}
