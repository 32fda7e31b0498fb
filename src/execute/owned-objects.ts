import type { Change, ObjectChange } from "../change/change.ts";
import { refKey, type RefKey } from "../model/ref.ts";
import type { JournalWrite, OwnedObject } from "../port/journal.ts";

type Objects = ReadonlyMap<string, OwnedObject>;
type ObjectsWrite = Extract<JournalWrite, { readonly kind: "objects" }>;

/** What effects make ours or end; null where they change nothing about it. Touching an object makes it ours, created or adopted. */
export function objectsWrite(effects: readonly Change[], owned: Objects): ObjectsWrite | null {
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
      for (const child of partsOf(from, owned, add)) {
        const moved = now(child);
        take(child);
        if (to !== null && moved !== undefined) give({ ...moved, ref: child.replace(inside(from), inside(to)) });
      }
    }
    const known = from === null ? undefined : now(from);
    if (from !== null && from !== to) take(from);
    if (after === null || to === null) continue;
    if (known === undefined || from !== to)
      give({ kind: after.kind, ref: to, origin: known?.origin ?? (before === null ? "created" : "adopted") });
  }
  for (const key of remove) if (add.has(key)) remove.delete(key);
  return add.size === 0 && remove.size === 0 ? null : { kind: "objects", add: [...add.values()], remove: [...remove] };
}

const isObjectChange = (change: Change): change is ObjectChange => change.kind === "object";

/** A child's key holds its parent's between separators. */
const inside = (key: RefKey): string => `\u0001${key}\u0001`;

const partsOf = (parent: RefKey, owned: Objects, added: Objects): readonly RefKey[] =>
  [...new Set([...owned.keys(), ...added.keys()])].filter((key) => key.includes(inside(parent)));
