import type { Clock } from "../../core/clock.ts";
import type { ApiObject } from "../client/api-object.ts";
import { configMaps, ownType, type ResourceType, secrets } from "../client/resource-type.ts";
import type { Transport } from "../client/transport.ts";
import { concerns, type Reference, type ReferentKind } from "./reference.ts";
import { type WatchedObjects, watchedObjects } from "./watched-objects.ts";

export interface ReferencesOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly signal: AbortSignal;
  /** Told whoever has read something that is another one by now. */
  readonly onStale: (key: string) => void;
  readonly onTrouble: (kind: ReferentKind, error: unknown) => void;
}

/** What Databases rest on beside themselves, so that whoever read what has changed looks again. */
export interface References {
  /** Before anything is read for the key anew. */
  renew(key: string): void;
  /** What was read just now. */
  note(key: string, reference: Reference): void;
  /** Whether what was read is still so, as far as the watch has come; false where nothing is watched yet. */
  isCurrent(reference: Reference): boolean;
  /** All of it has been read; what was read before is forgotten only now. Where nobody rests on anything any more, nothing is watched. */
  settle(key: string): void;
  forget(key: string): void;
}

interface Place {
  readonly watched: WatchedObjects<ApiObject>;
  readonly stop: AbortController;
}

const types: Readonly<Record<ReferentKind, ResourceType>> = {
  Secret: secrets,
  ConfigMap: configMaps,
  Schema: ownType("Schema"),
  Revision: ownType("Revision"),
};

/** Watches each kind in each namespace where something of it was read, and there only names, labels and versions: what a Secret holds is read when it is needed. */
export function watchReferences({ transport, clock, chance, signal, onStale, onTrouble }: ReferencesOptions): References {
  const held = new Map<string, readonly Reference[]>();
  /** Of those that are being read for. */
  const drafts = new Map<string, readonly Reference[]>();
  const all = (): readonly (readonly [string, readonly Reference[]])[] => [...held, ...drafts];
  const places = new Map<string, Place>();

  const check = (kind: ReferentKind, namespace: string, names: ReadonlySet<string>): void => {
    const watched = places.get(placeOf(kind, namespace))?.watched;
    if (watched?.listed !== true) return;
    for (const [key, references] of all())
      if (
        references.some((reference) => reference.kind === kind && reference.namespace === namespace && isStale(reference, watched, names))
      )
        onStale(key);
  };
  const open = ({ kind, namespace }: Reference): void => {
    const place = placeOf(kind, namespace);
    if (places.has(place)) return;
    const stop = new AbortController();
    let isFirst = true;
    const watched = watchedObjects<ApiObject>(transport, types[kind], {
      namespaces: [namespace],
      form: "metadata",
      signal: AbortSignal.any([signal, stop.signal]),
      clock,
      chance,
      onKeys(keys) {
        // The first list also tells of what was there when it was read, and has gone since.
        const gone = isFirst
          ? all()
              .flatMap(([, references]) => references)
              .flatMap((reference) => [...reference.versions.keys()])
          : [];
        isFirst = false;
        check(kind, namespace, new Set([...keys.map(nameIn), ...gone]));
      },
      onTrouble: (error) => onTrouble(kind, error),
    });
    places.set(place, { watched, stop });
  };
  const closeUnused = (): void => {
    const used = new Set(
      all()
        .flatMap(([, references]) => references)
        .map(placeIn),
    );
    for (const [place, { stop }] of places)
      if (!used.has(place)) {
        stop.abort();
        places.delete(place);
      }
  };

  return {
    renew: (key) => void drafts.set(key, []),
    note(key, reference) {
      drafts.set(key, [...(drafts.get(key) ?? []), reference]);
      open(reference);
      if (movedMeanwhile(reference, places.get(placeOf(reference.kind, reference.namespace))?.watched)) onStale(key);
    },
    isCurrent(reference) {
      const watched = places.get(placeOf(reference.kind, reference.namespace))?.watched;
      return watched?.listed === true && !isStale(reference, watched, namesOf(reference, watched));
    },
    settle(key) {
      const before = held.get(key) ?? [];
      const now = drafts.get(key) ?? [];
      held.set(key, now);
      drafts.delete(key);
      const left = new Set(now.map(placeIn));
      if (before.some((reference) => !left.has(placeIn(reference)))) closeUnused();
    },
    forget(key) {
      held.delete(key);
      drafts.delete(key);
      closeUnused();
    },
  };
}

const placeOf = (kind: ReferentKind, namespace: string): string => `${kind} ${namespace}`;
const placeIn = ({ kind, namespace }: Reference): string => placeOf(kind, namespace);
const nameIn = (key: string): string => key.slice(key.indexOf("/") + 1);

/** Those that it names, and where it selects those that there are. */
function namesOf({ versions, labels }: Reference, watched: WatchedObjects<ApiObject>): ReadonlySet<string> {
  const names = new Set(versions.keys());
  if (labels !== undefined) for (const { metadata } of watched.all()) names.add(metadata.name);
  return names;
}

/** The watch may have told of a newer version before the answer to the question was taken in: versions of one server only grow. */
const movedMeanwhile = ({ namespace, versions }: Reference, watched: WatchedObjects<ApiObject> | undefined): boolean =>
  [...versions].some(([name, version]) => {
    const now = watched?.get(`${namespace}/${name}`)?.metadata.resourceVersion;
    return now !== undefined && (version === null || BigInt(now) > BigInt(version));
  });

function isStale(reference: Reference, watched: WatchedObjects<ApiObject>, names: ReadonlySet<string>): boolean {
  for (const name of names) {
    const now = watched.get(`${reference.namespace}/${name}`)?.metadata;
    if (concerns(reference, name, now?.labels) && (reference.versions.get(name) ?? null) !== (now?.resourceVersion ?? null)) return true;
  }
  return false;
}
