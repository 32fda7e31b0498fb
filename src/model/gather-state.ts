import type { Cluster, Mentioned, State } from "./model-state.ts";
import { homeKey, isIndexLike, mentionedElsewhere, topOf } from "./model-state.ts";
import type { SchemaObject } from "./object.ts";
import { PersistentMap } from "./persistent-map.ts";
import type { ObjectRef, RefKey } from "./ref.ts";
import { isRoutineKind, refKey, schemaOf } from "./ref.ts";

/**
 * The state of a model of these objects, as it would be had they come one by one: a version for each of twenty thousand takes longer than all else about
 * them. Undefined where two have one ref, since then the second takes the place of the first.
 */
export function gatherState(objects: readonly SchemaObject[]): State | undefined {
  const clusters = new Map<RefKey, { order: number; top: SchemaObject | null; children: SchemaObject[] }>();
  const indexLike = new Map<string, ObjectRef>();
  const routines = new Map<string, ObjectRef[]>();
  const byDefault: ObjectRef[] = [];
  for (const [order, object] of objects.entries()) {
    const { kind, ref } = object;
    const cluster = gathered(clusters, refKey(topOf(ref)), () => ({ order, top: null, children: [] }));
    if (ref.parent === undefined) {
      if (cluster.top !== null) return undefined;
      cluster.top = object;
    } else {
      if (cluster.children.some((other) => other.kind === kind && other.ref.name === ref.name)) return undefined;
      cluster.children.push(object);
    }
    if (isIndexLike(object)) indexLike.set(homeKey(schemaOf(ref) ?? "", ref.name), ref);
    if (isRoutineKind(kind)) gathered(routines, homeKey(ref.schema ?? "", ref.name), () => []).push(ref);
    if (kind === "defaultPrivileges") byDefault.push(ref);
  }
  return {
    clusters: PersistentMap.of<Cluster>(clusters),
    mentionedBy: gatherMentions(objects),
    indexLike: PersistentMap.of(indexLike),
    routines: PersistentMap.of<readonly ObjectRef[]>(routines),
    byDefault,
    size: objects.length,
    nextOrder: objects.length,
    open: false,
    unseen: false,
  };
}

function gatherMentions(objects: readonly SchemaObject[]): Mentioned {
  let found: ReturnType<Mentioned> | undefined;
  return () => {
    if (found !== undefined) return found;
    const mentionedBy = new Map<RefKey, ObjectRef[]>();
    for (const object of objects) for (const key of mentionedElsewhere(object)) gathered(mentionedBy, key, () => []).push(object.ref);
    return (found = PersistentMap.of<readonly ObjectRef[]>(mentionedBy));
  };
}

function gathered<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
