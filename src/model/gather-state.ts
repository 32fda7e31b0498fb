import { Children } from "./children.ts";
import type { Cluster, Lookup, State } from "./model-state.ts";
import { homeKey, isIndexLike, isSameTop, mentionedElsewhere, topOf } from "./model-state.ts";
import type { SchemaObject } from "./object.ts";
import { PersistentMap } from "./persistent-map.ts";
import type { ObjectRef, RefKey } from "./ref.ts";
import { isRoutineKind, refKey, schemaOf } from "./ref.ts";

/**
 * The state of a model of these objects, as it would be had they come one by one: a version for each of twenty thousand takes longer than all else about
 * them. Undefined where two have one ref, since then the second takes the place of the first.
 */
export function gatherState(objects: readonly SchemaObject[]): State | undefined {
  const clusters = new Map<RefKey, Gathered>();
  const routines = new Map<string, ObjectRef[]>();
  const byDefault: ObjectRef[] = [];
  let last: { readonly top: ObjectRef; readonly cluster: Gathered } | undefined;
  for (const [order, object] of objects.entries()) {
    const { kind, ref } = object;
    const top = topOf(ref);
    // Parts of one table come in rows.
    if (last === undefined || !isSameTop(last.top, top))
      last = { top, cluster: gathered(clusters, refKey(top), () => ({ order, top: null, parts: [] })) };
    const { cluster } = last;
    if (ref.parent === undefined) {
      if (cluster.top !== null) return undefined;
      cluster.top = object;
    } else {
      cluster.parts.push(object);
    }
    if (isRoutineKind(kind)) gathered(routines, homeKey(ref.schema ?? "", ref.name), () => []).push(ref);
    if (kind === "defaultPrivileges") byDefault.push(ref);
  }
  for (const { parts } of clusters.values()) if (hasTwins(parts)) return undefined;
  return {
    clusters: PersistentMap.of<Cluster>(new Map([...clusters].map(([key, cluster]) => [key, clusterOf(cluster)]))),
    mentionedBy: lookup(() => mentionsIn(objects)),
    indexLike: lookup(() => indexNamesIn(objects)),
    routines: PersistentMap.of<readonly ObjectRef[]>(routines),
    byDefault,
    size: objects.length,
    nextOrder: objects.length,
    open: false,
    unseen: false,
  };
}

interface Gathered {
  readonly order: number;
  top: SchemaObject | null;
  readonly parts: SchemaObject[];
}

/** Whether two have one ref. */
function hasTwins(parts: readonly SchemaObject[]): boolean {
  const names = new Set<string>();
  for (const { kind, ref } of parts) {
    if (names.has(ref.name) && parts.filter((other) => other.ref.name === ref.name && other.kind === kind).length > 1) return true;
    names.add(ref.name);
  }
  return false;
}

const clusterOf = ({ order, top, parts }: Gathered): Cluster => ({
  order,
  top,
  children: parts.length === 0 ? Children.none : new Children(parts),
});

function mentionsIn(objects: readonly SchemaObject[]): ReadonlyMap<RefKey, readonly ObjectRef[]> {
  const mentionedBy = new Map<RefKey, ObjectRef[]>();
  for (const object of objects) for (const key of mentionedElsewhere(object)) gathered(mentionedBy, key, () => []).push(object.ref);
  return mentionedBy;
}

const indexNamesIn = (objects: readonly SchemaObject[]): ReadonlyMap<string, ObjectRef> =>
  new Map(objects.filter(isIndexLike).map(({ ref }) => [homeKey(schemaOf(ref) ?? "", ref.name), ref]));

function lookup<V>(gather: () => ReadonlyMap<string, V>): Lookup<V> {
  let found: PersistentMap<V> | undefined;
  return () => (found ??= PersistentMap.of(gather()));
}

function gathered<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
