import type { Children } from "./children.ts";
import { kinds } from "./kind/kinds.ts";
import { structuralMentions } from "./mentions.ts";
import type { SchemaObject } from "./object.ts";
import type { PersistentMap } from "./persistent-map.ts";
import type { ObjectRef } from "./ref.ts";
import { isRoutineKind, refKey, sameRef, schemaOf } from "./ref.ts";

/** An object that has no parent, with its children in creation order. Without `top` its children are known and it is not. */
export interface Cluster {
  readonly order: number;
  readonly top: SchemaObject | null;
  readonly children: Children;
}

/** Found out when somebody asks: a model that is only compared never does. */
export type Lookup<V> = () => PersistentMap<V>;

/** Everything a version of the model holds. */
export interface State {
  readonly clusters: PersistentMap<Cluster>;
  /** Key of a cluster → objects elsewhere that mention it or its children. */
  readonly mentionedBy: Lookup<readonly ObjectRef[]>;
  /** Schema and name of what shares the namespace of indexes → its ref. */
  readonly indexLike: Lookup<ObjectRef>;
  /** Schema and name → the routines that are called so. */
  readonly routines: PersistentMap<readonly ObjectRef[]>;
  /** Default privileges, of which there are few. */
  readonly byDefault: readonly ObjectRef[];
  readonly size: number;
  readonly nextOrder: number;
  readonly open: boolean;
  readonly unseen: boolean;
}

/** The object without parent that the ref belongs to. */
export const topOf = (ref: ObjectRef): ObjectRef => ref.parent ?? ref;
/** Whether two refs without parent are one, as far as that is seen at once. */
export const isSameTop = (a: ObjectRef, b: ObjectRef): boolean =>
  a.name === b.name && a.kind === b.kind && a.schema === b.schema && a.arguments === b.arguments;
/** A name within a schema, as a key. */
export const homeKey = (schema: string, name: string): string => `${schema}\u0001${name}`;
const rank: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(kinds).map((kind, index) => [kind, index]));

/** Clusters are walked in the order in which their kinds can be created. */
export const clusterRank = ({ top, children }: Cluster): number => rank[top?.kind ?? children.list[0]?.ref.parent?.kind ?? ""] ?? 0;

export const isIndexLike = ({ kind }: SchemaObject): boolean =>
  kind === "index" || kind === "primaryKey" || kind === "unique" || kind === "exclude";

/** Clusters other than its own that the object mentions, by key. */
export function mentionedElsewhere(object: SchemaObject): readonly string[] {
  const mentioned = structuralMentions(object);
  if (mentioned.length === 0) return [];
  const own = refKey(topOf(object.ref));
  return [...new Set(mentioned.map(({ ref }) => refKey(topOf(ref))))].filter((key) => key !== own);
}

/** The state's lookups with the object in them. */
export function remember(state: State, object: SchemaObject): State {
  const mentionedBy = withMentions(state, object, (refs) => [...refs, object.ref]);
  const indexLike = withNames(state, object, (names, name) => names.set(name, object.ref));
  const next = mentionedBy === state.mentionedBy && indexLike === state.indexLike ? state : { ...state, mentionedBy, indexLike };
  if (object.kind === "defaultPrivileges") return { ...next, byDefault: [...next.byDefault, object.ref] };
  return isRoutineKind(object.kind) ? { ...next, routines: named(next, object.ref, [object.ref]) } : next;
}

/** The state's lookups without the object. */
export function forget(state: State, object: SchemaObject): State {
  const key = refKey(object.ref);
  const mentionedBy = withMentions(state, object, (refs) => refs.filter((ref) => refKey(ref) !== key));
  const indexLike = withNames(state, object, (names, name) => names.delete(name));
  if (object.kind === "defaultPrivileges")
    return { ...state, mentionedBy, indexLike, byDefault: state.byDefault.filter((ref) => !sameRef(ref, object.ref)) };
  return { ...state, mentionedBy, indexLike, ...(isRoutineKind(object.kind) && { routines: named(state, object.ref, []) }) };
}

/** Who mentions what, with the mentions of one object changed. */
function withMentions(
  { mentionedBy }: State,
  object: SchemaObject,
  change: (refs: readonly ObjectRef[]) => readonly ObjectRef[],
): State["mentionedBy"] {
  const targets = mentionedElsewhere(object);
  if (targets.length === 0) return mentionedBy;
  const next = targets.reduce((map, target) => map.set(target, change(map.get(target) ?? [])), mentionedBy());
  return () => next;
}

/** What shares the namespace of indexes, with the name of one object changed. */
function withNames(
  { indexLike }: State,
  object: SchemaObject,
  change: (names: PersistentMap<ObjectRef>, name: string) => PersistentMap<ObjectRef>,
): State["indexLike"] {
  if (!isIndexLike(object)) return indexLike;
  const next = change(indexLike(), homeKey(schemaOf(object.ref) ?? "", object.ref.name));
  return () => next;
}

/** Routines by name, with `now` in the place of the one of that ref. */
function named({ routines }: State, ref: ObjectRef, now: readonly ObjectRef[]): State["routines"] {
  const key = homeKey(ref.schema ?? "", ref.name);
  return routines.set(key, [...(routines.get(key) ?? []).filter((other) => !sameRef(other, ref)), ...now]);
}
