import type { Change, ObjectChange } from "../change/change.ts";
import { type ObjectRef, refKey, type RefKey, refOfKey } from "../model/ref.ts";
import type { Renaming } from "../model/renaming.ts";
import { renameWithArguments } from "../model/type-name.ts";
import type { JournalWrite, OwnedObject } from "../port/journal.ts";

type Objects = ReadonlyMap<string, OwnedObject>;
type ObjectsWrite = Extract<JournalWrite, { readonly kind: "objects" }>;

/**
 * What effects make ours or end; null where they change nothing about it. Touching an object makes it ours, and of its parts those that were touched.
 * `left`: what is given back to its owner after them.
 */
export function objectsWrite(effects: readonly Change[], owned: Objects, left: readonly ObjectRef[] = []): ObjectsWrite | null {
  const add = new Map<RefKey, OwnedObject>();
  const remove = new Set<RefKey>();
  const now = (key: RefKey): OwnedObject | undefined => add.get(key) ?? (remove.has(key) ? undefined : owned.get(key));
  const take = (key: RefKey) => {
    add.delete(key);
    if (owned.has(key)) remove.add(key);
  };
  const give = (object: OwnedObject) => {
    remove.delete(object.ref);
    add.set(object.ref, object);
  };
  for (const { before, after } of effects.filter(isObjectChange)) {
    const [from, to] = [before && refKey(before.ref), after && refKey(after.ref)];
    if (from !== null && from !== to) {
      const keys = new Set([...owned.keys(), ...add.keys()]);
      const followers = after === null || before === null ? partsOf(from, keys) : followersOf({ from: before.ref, to: after.ref }, keys);
      for (const [key, renamed] of followers) {
        const moved = now(key);
        take(key);
        if (renamed !== null && moved !== undefined) give({ ...moved, ref: renamed });
      }
    }
    const known = from === null ? undefined : now(from);
    if (from !== null && from !== to) take(from);
    if (after === null || to === null) continue;
    if (known === undefined || from !== to)
      give({ kind: after.kind, ref: to, origin: known?.origin ?? (before === null ? "created" : "declared") });
  }
  for (const key of left.map(refKey)) for (const [each] of [[key], ...partsOf(key, new Set([...owned.keys(), ...add.keys()]))]) take(each);
  for (const key of remove) if (add.has(key)) remove.delete(key);
  return add.size === 0 && remove.size === 0 ? null : { kind: "objects", add: [...add.values()], remove: [...remove] };
}

/** What is ours once changes have come about. */
export function ownedAfter(changes: readonly Change[], owned: Objects): Objects {
  const write = objectsWrite(changes, owned);
  if (write === null) return owned;
  const after = new Map(owned);
  for (const key of write.remove) after.delete(key);
  for (const object of write.add) after.set(object.ref, object);
  return after;
}

const isObjectChange = (change: Change): change is ObjectChange => change.kind === "object";

type Follower = readonly [key: RefKey, renamed: RefKey | null];

/** What lies in it, and goes along: a child's key holds its parent's between separators. */
const partsOf = (parent: RefKey, keys: ReadonlySet<RefKey>): readonly Follower[] =>
  [...keys].filter((key) => key.includes(`\u0001${parent}\u0001`)).map((key) => [key, null]);

/** What gets another key by a rename: parts, what is in a schema, and what is told from its namesakes by types. */
function followersOf(renaming: Renaming, keys: ReadonlySet<RefKey>): readonly Follower[] {
  const { from } = renaming;
  // A quoted name among types has its own quotes doubled.
  const [named = ""] = from.name.split('"');
  return [...keys].flatMap((key): readonly Follower[] => {
    if (!key.includes(named) || key === refKey(from)) return [];
    const ref = refOfKey(key);
    const renamed = renameWithArguments(ref, renaming);
    return renamed === ref ? [] : [[key, refKey(renamed)]];
  });
}
