/** Why a key waits, the most urgent first: it has not been answered at all; something about it changed; its time has come again. */
export const lanes = ["new", "change", "resync"] as const;
export type Lane = (typeof lanes)[number];

/** So many keys that changed may go before one whose time has come: that must be looked at too, however much some group changes. */
const beforeResync = 3;
/** Once they have. */
const resyncsTurn = ["new", "resync", "change"] as const satisfies readonly Lane[];

/** The keys that wait: each once, in the most urgent lane that it was put in; within a lane every group in turn. */
export interface WaitingKeys {
  readonly size: number;
  put(key: string, lane: Lane): void;
  /** The next key that is not one of `busy`; undefined where there is none. */
  take(busy: ReadonlySet<string>): string | undefined;
  remove(key: string): void;
  keys(): readonly string[];
}

/** `groupOf`: whose turn a key is (its namespace), so that one group with a thousand keys delays no other. */
export function waitingKeys(groupOf: (key: string) => string): WaitingKeys {
  const laneOf = new Map<string, Lane>();
  const groups: Readonly<Record<Lane, Map<string, Set<string>>>> = { new: new Map(), change: new Map(), resync: new Map() };

  /** Keys that changed and were taken while others waited for their time. */
  let passed = 0;

  const remove = (key: string): void => {
    const lane = laneOf.get(key);
    if (lane === undefined) return;
    laneOf.delete(key);
    const group = groupOf(key);
    const keys = groups[lane].get(group);
    keys?.delete(key);
    if (keys?.size === 0) groups[lane].delete(group);
  };

  return {
    get size() {
      return laneOf.size;
    },
    put(key, lane) {
      const now = laneOf.get(key);
      if (now !== undefined && lanes.indexOf(now) <= lanes.indexOf(lane)) return;
      remove(key);
      laneOf.set(key, lane);
      const group = groupOf(key);
      const keys = groups[lane].get(group) ?? new Set();
      groups[lane].set(group, keys.add(key));
    },
    take(busy) {
      for (const lane of passed < beforeResync ? lanes : resyncsTurn)
        for (const [group, keys] of groups[lane]) {
          const key = firstOf(keys, busy);
          if (key === undefined) continue;
          remove(key);
          toTheBack(groups[lane], group);
          if (lane === "resync" || groups.resync.size === 0) passed = 0;
          else if (lane === "change") passed++;
          return key;
        }
      return undefined;
    },
    remove,
    keys: () => [...laneOf.keys()],
  };
}

function firstOf(keys: ReadonlySet<string>, busy: ReadonlySet<string>): string | undefined {
  for (const key of keys) if (!busy.has(key)) return key;
  return undefined;
}

/** A map keeps its order of insertion: whoever had a turn goes behind the others. */
function toTheBack(groups: Map<string, Set<string>>, group: string): void {
  const keys = groups.get(group);
  if (keys === undefined) return;
  groups.delete(group);
  groups.set(group, keys);
}
