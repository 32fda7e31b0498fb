/** Makes ready what one trial needs, untimed, and gives the trial; which tells how long it took, in milliseconds, where not all of it counts. */
export type Arrange = () => Promise<() => Promise<number | void>>;

export interface Contestant {
  readonly name: string;
  readonly arrange: Arrange;
}

export interface Contest {
  /** What all others are measured against. */
  readonly floor: Contestant;
  readonly others: readonly Contestant[];
  /** Greatest ratio to the floor that a contestant is to keep, by name. */
  readonly goals?: Readonly<Record<string, number>>;
}

export interface Result {
  readonly name: string;
  /** Median, milliseconds. */
  readonly median: number;
  readonly least: number;
  /** Median of the ratios to the floor within the same round. */
  readonly ratio: number;
  readonly goal?: number;
}

/**
 * Trials in rounds, each contestant once a round, so that a machine that drifts drifts for all; every round begins with another one.
 * A first round is not counted: it fills caches and makes the server's log files.
 */
export async function hold({ floor, others, goals }: Contest, rounds: number): Promise<readonly Result[]> {
  const contestants = [floor, ...others];
  const times = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + 1 + turn) % contestants.length] as Contestant;
      const trial = await contestant.arrange();
      const start = performance.now();
      const took = (await trial()) ?? performance.now() - start;
      if (round >= 0) times.get(contestant.name)?.push(took);
    }
  }
  const floorTimes = times.get(floor.name) ?? [];
  return contestants.map(({ name }) => {
    const own = times.get(name) ?? [];
    const ratio = median(own.map((time, round) => time / (floorTimes[round] ?? time)));
    return { name, median: median(own), least: Math.min(...own), ratio, goal: goals?.[name] };
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
