import { gauge, type Metric } from "./metric.ts";
import { labelsOf } from "./labels.ts";

/** Locks that were waited for in vain. */
export interface LockMetrics {
  waited(key: string, blockers: number): void;
  /** The run is over, and waits for nobody. */
  ended(key: string): void;
  forgotten(key: string): void;
  /** Another replica runs from now on. */
  resigned(): void;
  read(): readonly Metric[];
}

export function lockMetrics(): LockMetrics {
  const waits = new Map<string, number>();
  const blockers = new Map<string, number>();
  const samples = (of: ReadonlyMap<string, number>) => [...of].map(([key, value]) => ({ labels: labelsOf(key), value }));
  return {
    waited(key, held) {
      waits.set(key, (waits.get(key) ?? 0) + 1);
      blockers.set(key, held);
    },
    ended: (key) => void blockers.delete(key),
    forgotten(key) {
      waits.delete(key);
      blockers.delete(key);
    },
    resigned: () => blockers.clear(),
    read: () => [
      {
        name: "keelson_lock_waits_total",
        help: "How often a lock was waited for in vain; it is tried again.",
        type: "counter",
        samples: samples(waits),
      },
      gauge(
        "keelson_lock_blockers",
        "Who held the lock that the run under way waited for last, as far as that can be told.",
        samples(blockers),
      ),
    ],
  };
}
