import type { Reference } from "./reference.ts";
import type { References } from "./references.ts";

/** What is read of a namespace for a Database: where it connects to, and which state its documents are in. */
export type Reading = "target" | "digest";

/** Reads, and tells `note` of each object that it reads. */
export type Read<T> = (note: (reference: Reference) => void) => Promise<T>;

/** What was read for Databases, for as long as everything that it was made of stands as it was. */
export interface Readings {
  /** What `read` gives, or gave the last time for the same `wish`. What it throws is remembered nowhere. */
  through<T>(key: string, what: Reading, wish: string, read: Read<T>): Promise<T>;
  forget(key: string): void;
}

/** The same for one Database. */
export type ReadThrough = <T>(what: Reading, wish: string, read: Read<T>) => Promise<T>;

interface Kept {
  readonly wish: string;
  readonly references: readonly Reference[];
  readonly value: unknown;
}

/** Asks the watch instead of the API server: a thousand Databases that are looked at in vain read nothing. */
export function keepReadings(references: Pick<References, "note" | "isCurrent">): Readings {
  const kept = new Map<string, Map<Reading, Kept>>();
  return {
    async through<T>(key: string, what: Reading, wish: string, read: Read<T>): Promise<T> {
      const before = kept.get(key)?.get(what);
      if (before?.wish === wish && before.references.every(references.isCurrent)) {
        for (const reference of before.references) references.note(key, reference);
        return before.value as T;
      }
      kept.get(key)?.delete(what);
      const seen: Reference[] = [];
      const value = await read((reference) => {
        seen.push(reference);
        references.note(key, reference);
      });
      kept.set(key, (kept.get(key) ?? new Map<Reading, Kept>()).set(what, { wish, references: seen, value }));
      return value;
    },
    forget: (key) => void kept.delete(key),
  };
}
