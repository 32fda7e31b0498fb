interface Entry<V> {
  readonly key: string;
  readonly value: V;
}
type Bucket<V> = readonly Entry<V>[];
type Branch<V> = readonly (Bucket<V> | undefined)[];

const width = 32;

/** FNV-1a folded to ten bits: five for the branch, five for the bucket. */
function slots(key: string): { branch: number; bucket: number } {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  const folded = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & 1023;
  return { branch: folded >>> 5, bucket: folded & 31 };
}

/** An immutable map by text. A change copies two arrays of 32 and one small bucket; all else is shared between versions. */
export class PersistentMap<V> {
  readonly size: number;
  readonly #branches: readonly (Branch<V> | undefined)[];

  private constructor(branches: readonly (Branch<V> | undefined)[], size: number) {
    this.#branches = branches;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(new Array(width).fill(undefined), 0);
  }

  /** Of many at once, without a version for each. */
  static of<V>(entries: ReadonlyMap<string, V>): PersistentMap<V> {
    const branches = new Array<(Entry<V>[] | undefined)[] | undefined>(width).fill(undefined);
    for (const [key, value] of entries) {
      const { branch, bucket } = slots(key);
      const buckets = (branches[branch] ??= new Array<Entry<V>[] | undefined>(width).fill(undefined));
      (buckets[bucket] ??= []).push({ key, value });
    }
    return new PersistentMap<V>(branches, entries.size);
  }

  get(key: string): V | undefined {
    const { branch, bucket } = slots(key);
    const entries = this.#branches[branch]?.[bucket];
    if (entries !== undefined) for (const entry of entries) if (entry.key === key) return entry.value;
    return undefined;
  }

  set(key: string, value: V): PersistentMap<V> {
    const { branch, bucket } = slots(key);
    const entries = this.#branches[branch]?.[bucket] ?? [];
    const index = entries.findIndex((entry) => entry.key === key);
    const next = index < 0 ? [...entries, { key, value }] : entries.with(index, { key, value });
    return this.#replace(branch, bucket, next, this.size + (index < 0 ? 1 : 0));
  }

  delete(key: string): PersistentMap<V> {
    const { branch, bucket } = slots(key);
    const entries = this.#branches[branch]?.[bucket];
    if (entries === undefined || !entries.some((entry) => entry.key === key)) return this;
    return this.#replace(
      branch,
      bucket,
      entries.filter((entry) => entry.key !== key),
      this.size - 1,
    );
  }

  /** In no meaningful order. */
  *values(): Generator<V> {
    for (const branch of this.#branches) for (const bucket of branch ?? []) for (const entry of bucket ?? []) yield entry.value;
  }

  #replace(branch: number, bucket: number, entries: Bucket<V>, size: number): PersistentMap<V> {
    const inner = (this.#branches[branch] ?? new Array<undefined>(width).fill(undefined)).slice();
    inner[bucket] = entries.length === 0 ? undefined : entries;
    const outer = this.#branches.slice();
    outer[branch] = inner;
    return new PersistentMap<V>(outer, size);
  }
}
