import type { Clock } from "../../core/clock.ts";
import { type ApiObject, keyOf } from "../client/api-object.ts";
import { ObjectCache } from "../client/object-cache.ts";
import type { Selection } from "../client/list-objects.ts";
import type { ResourceType } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import { type Change, watchObjects } from "../client/watch-objects.ts";

/** Whose objects an operator serves: those of these namespaces, or of all. */
export type Namespaces = readonly string[] | "all";

export interface WatchedOptions<T extends ApiObject> {
  readonly namespaces: Namespaces;
  readonly form?: Selection["form"];
  /** What is kept of an object: all of it where absent. */
  readonly keep?: (object: T) => T;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly chance: () => number;
  /** Told the keys of objects that are new, different or gone: nothing is done here but to note them. */
  readonly onKeys: (keys: readonly string[]) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** The objects of one kind as they were last seen. */
export interface WatchedObjects<T extends ApiObject> {
  /** Whether everything was listed once: before that nothing is known to be absent. */
  readonly listed: boolean;
  /** By `namespace/name`. */
  get(key: string): T | undefined;
  all(): Iterable<T>;
  /** Takes in what the server answered to a write of ours, before the watch tells of it. */
  note(object: T): void;
  /** When all is known that was written before the call: the watch may be behind what another replica wrote last. Never where the watch ends first. */
  relist(): Promise<void>;
  /** When the watch has ended, after the signal. */
  readonly ended: Promise<void>;
}

/** The watch may be quicker than the answer, and have told of what came after it: versions of one server only grow. */
const isNewer = (known: ApiObject | undefined, { metadata: { uid, resourceVersion } }: ApiObject): boolean =>
  known?.metadata.uid === uid && BigInt(known?.metadata.resourceVersion ?? 0) > BigInt(resourceVersion ?? 0);

function kept<T extends ApiObject>(change: Change<T>, keep: (object: T) => T): Change<T> {
  return change.kind === "listed" ? { ...change, objects: change.objects.map(keep) } : { ...change, object: keep(change.object) };
}

/** Watches a kind, each namespace by itself where not all are served: an account may be allowed no more than that. */
export function watchedObjects<T extends ApiObject>(
  transport: Transport,
  type: ResourceType,
  { namespaces, form = "whole", keep = (object) => object, signal, clock, chance, onKeys, onTrouble }: WatchedOptions<T>,
): WatchedObjects<T> {
  const selections: readonly Selection[] = namespaces === "all" ? [{ form }] : namespaces.map((namespace) => ({ namespace, form }));
  const caches = selections.map((selection) => ({ selection, cache: new ObjectCache<T>() }));
  /** Of watching, from a list on until another is asked for. */
  const startRound = () => ({ over: new AbortController(), listed: new Set<Selection>() });
  let round = startRound();
  let waiting: readonly (() => void)[] = [];
  const follow = async ({ selection, cache }: (typeof caches)[number]): Promise<void> => {
    while (!signal.aborted) {
      const { over, listed } = round;
      const until = AbortSignal.any([signal, over.signal]);
      for await (const change of watchObjects<T>(transport, type, selection, { signal: until, clock, chance, onTrouble })) {
        onKeys(cache.take(kept(change, keep)));
        if (change.kind !== "listed" || over.signal.aborted || listed.add(selection).size < caches.length) continue;
        for (const go of waiting) go();
        waiting = [];
      }
    }
  };
  return {
    get listed() {
      return caches.every(({ cache }) => cache.listed);
    },
    get: (key) => caches.map(({ cache }) => cache.get(key)).find((object) => object !== undefined),
    *all() {
      for (const { cache } of caches) yield* cache.all();
    },
    note(object) {
      const { namespace } = object.metadata;
      const own = caches.find(({ selection }) => selection.namespace === undefined || selection.namespace === namespace);
      const known = own?.cache.get(keyOf(object));
      // What was not written is the very same, and stays so for whoever remembers something of it.
      if (known !== object && !isNewer(known, object)) own?.cache.take({ kind: "changed", object: keep(object) });
    },
    relist: () =>
      new Promise((resolve) => {
        waiting = [...waiting, resolve];
        const { over } = round;
        round = startRound();
        over.abort();
      }),
    ended: Promise.all(caches.map(follow)).then(() => undefined),
  };
}
