import { inject } from "vitest";
import { nightly } from "./server/environment.ts";
import { postgresServers, type SharedServer } from "./server/postgres.ts";

export { nightly };

/** Printed at the start of a run; `KEELSON_TEST_SEED` repeats it. */
export const seed = inject("seed");

/** The cases of a long list that this run takes: all of them at night, else `count`, chosen by the seed and kept in order. */
export function seededShare<T>(cases: readonly T[], count: number): readonly T[] {
  if (nightly || cases.length <= count) return cases;
  const random = mulberry(seed);
  const chosen = new Set(
    cases
      .map((_, index) => ({ index, rank: random() }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ index }) => index),
  );
  return cases.filter((_, index) => chosen.has(index));
}

/** The golden cases that a run tries on one of its servers: all of them on the newest, a third on those before it, whose differences the cases with a `since` of their own show. */
export const shareOn = <T>(server: SharedServer, cases: readonly T[]): readonly T[] =>
  server === postgresServers[0] ? cases : seededShare(cases, Math.ceil(cases.length / 3));

/** A small generator of numbers from 0 to 1 that is the same everywhere (mulberry32). */
function mulberry(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
