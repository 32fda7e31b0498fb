import { formatDate, formatTime } from "./timestamp.ts";

/** How new ids are made: `ids` of `keelson.config.yaml`. */
export const idStrategies = ["random", "timestamp", "sequence"] as const;
export type IdStrategy = (typeof idStrategies)[number];

export interface IdSources {
  readonly now: Date;
  /** That many random bytes. */
  random(count: number): Uint8Array;
  /** Ids that are there already. */
  readonly existing: ReadonlySet<string>;
}

/** A new id that is not among the existing ones. */
export function newRevisionId(strategy: IdStrategy, sources: IdSources): string {
  switch (strategy) {
    case "random":
      return randomId(sources);
    case "timestamp":
      return timestampId(sources);
    case "sequence":
      return sequenceId(sources);
  }
}

/** Twelve hexadecimal digits, the first a letter, so that no YAML reader takes it for a number. */
function randomId(sources: IdSources): string {
  const [first = 0, ...rest] = sources.random(7);
  const letter = "abcdef"[first % 6];
  const id = `${letter}${Buffer.from(rest).toString("hex").slice(1)}`;
  return sources.existing.has(id) ? randomId(sources) : id;
}

/** `20231201_120000`, in UTC; the next free second where two are made in one. */
function timestampId({ now, existing }: IdSources): string {
  for (let at = now; ; at = new Date(at.getTime() + 1000)) {
    const id = `${formatDate(at)}_${formatTime(at)}`;
    if (!existing.has(id)) return id;
  }
}

/** `0001`, `0002`, …: one more than the highest number there is. */
function sequenceId({ existing }: IdSources): string {
  const numbers = [...existing].filter((id) => /^\d{1,9}$/.test(id)).map(Number);
  const next = numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1;
  return String(next).padStart(4, "0");
}
