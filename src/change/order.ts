import { describeKind, kinds } from "../model/kind/kinds.ts";
import { mentionsOf } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import type { RefKey } from "../model/ref.ts";
import { refKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { actionOf } from "./describe.ts";

const rank: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(kinds).map((kind, index) => [kind, index]));

/**
 * Orders changes of one difference so that each finds what it needs: drops first, dependants before what they need; then renames and alterations;
 * then creations, what is needed first. A circle is broken by a kind's stub: created without its mention, then altered. Deterministic.
 * Changes of columns, tables and enums that creations need come before them; renames are to be first in `changes` and keep their order.
 */
export function orderChanges(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const by = Map.groupBy(changes, actionOf);
  const drops = sorted((by.get("drop") ?? []).map(({ before }) => before as SchemaObject)).toReversed();
  const creates = sorted((by.get("create") ?? []).map(({ after }) => after as SchemaObject));
  const via = new Map(changes.map((change) => [change.after ?? change.before, change.via]));
  return [
    ...(by.get("rename") ?? []),
    ...drops.flatMap((object) => dropping(object, drops)).map((change) => withVia(change, via.get(change.before))),
    ...(by.get("alter") ?? []).toSorted((a, b) => rankOf(a) - rankOf(b)),
    ...creates.flatMap((object) => creating(object, creates)),
  ];
}

const withVia = (change: ObjectChange, via: ObjectChange["via"]): ObjectChange => (via === undefined ? change : { ...change, via });
const rankOf = ({ after }: ObjectChange): number => rank[(after as SchemaObject).kind] ?? 0;

/** By kind, then by need within the kind (views that read views), else as given. */
function sorted(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const byKind = objects.toSorted((a, b) => (rank[a.kind] ?? 0) - (rank[b.kind] ?? 0));
  const views = new Map<RefKey, SchemaObject>(byKind.filter(({ kind }) => kind === "view").map((view) => [refKey(view.ref), view]));
  const done = new Set<SchemaObject>();
  const result: SchemaObject[] = [];
  const visit = (object: SchemaObject): void => {
    if (done.has(object)) return;
    done.add(object);
    if (object.kind === "view") for (const read of object.body.reads ?? []) {
      const other = views.get(refKey(read));
      if (other !== undefined) visit(other);
    }
    result.push(object);
  };
  for (const object of byKind) visit(object);
  // An index of a materialised view comes after its view.
  return result.toSorted((a, b) => Number(onView(a)) - Number(onView(b)));
}

const onView = ({ ref }: SchemaObject): boolean => ref.parent?.kind === "view";
