import { type Milliseconds, parseDuration } from "../../../core/duration.ts";
import type { DatabaseSetSpec } from "../../../resource/shape/database-set.shape.ts";

/** Databases that are rolled out together. */
export interface Wave {
  /** From 0. */
  readonly index: number;
  /** Labels that its targets have. */
  readonly labels: Readonly<Record<string, string>>;
  readonly maxConcurrent: number;
  readonly pauseFor: Milliseconds;
  readonly maxFailures: number;
}

/** The waves in their order. Behind those that are written comes one for the targets that none of them selects; where none is written all go at once, whatever becomes of the others. */
export function wavesOf({ waves }: Readonly<DatabaseSetSpec>): readonly Wave[] {
  const everything = { labels: {}, maxConcurrent: Number.POSITIVE_INFINITY, pauseFor: 0 };
  if (waves === undefined) return [{ ...everything, index: 0, maxFailures: Number.POSITIVE_INFINITY }];
  const written = waves.map(
    ({ selector, maxConcurrent = Number.POSITIVE_INFINITY, pauseFor = "0s", maxFailures = 0 }, index): Wave => ({
      index,
      labels: selector?.matchLabels ?? {},
      maxConcurrent,
      pauseFor: parseDuration(pauseFor) ?? 0,
      maxFailures,
    }),
  );
  return [...written, { ...everything, index: waves.length, maxFailures: 0 }];
}

/** The first that selects these labels: the last one selects all. */
export const waveOf = (waves: readonly Wave[], labels: Readonly<Record<string, string>>): number =>
  waves.findIndex((wave) => Object.entries(wave.labels).every(([label, value]) => labels[label] === value));
