import { describeKind, kinds } from "../model/kind/kinds.ts";
import { mentionsOf } from "../model/mentions.ts";
import type { SchemaObject } from "../model/object.ts";
import type { ObjectKind, ObjectRef, RefKey } from "../model/ref.ts";
import { refKey } from "../model/ref.ts";
import type { ObjectChange } from "./change.ts";
import { subject } from "./change.ts";
import { actionOf } from "./describe.ts";
import { reopenForeignKeys } from "./reopen-foreign-keys.ts";

const rank: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(kinds).map((kind, index) => [kind, index]));
const rankOf = (kind: ObjectKind): number => rank[kind] ?? 0;
/** Constraints, indexes and views lie upon schemas, types, tables and columns. */
const liesUpon = ({ kind }: SchemaObject): boolean => rankOf(kind) > rankOf("column");

/**
 * Orders the changes of one difference so that each finds what it needs and leaves nothing hanging, the same way every time:
 * renames as given · what lies upon others goes · enums change · what others lie upon comes · the rest changes · what others lay upon goes · what lies upon others comes.
 * A circle is opened by a kind's stub.
 */
export function orderChanges(given: readonly ObjectChange[]): readonly ObjectChange[] {
  if (given.length === 1 && given.every(standsAlone)) return given;
  const changes = reopenForeignKeys(given);
  const of = (action: ReturnType<typeof actionOf>): readonly ObjectChange[] => changes.filter((change) => actionOf(change) === action);
  const creates = sorted(of("create"), "after");
  const drops = sorted(of("drop"), "before").toReversed();
  const alters = of("alter").toSorted((a, b) => rankOf(subject(a).kind) - rankOf(subject(b).kind));
  const parts = { creates: creates.map(openCircle), drops: drops.map(openCircle) };
  const isEnum = (change: ObjectChange): boolean => subject(change).kind === "enum";
  const isView = (change: ObjectChange): boolean => subject(change).kind === "view";
  const upon = creates.filter(({ after }) => after !== null && liesUpon(after));
  const readSoon = viewsReadBy(alters.filter(isView), upon);
  return [
    ...of("rename"),
    ...drops.filter(({ before }) => before !== null && liesUpon(before)),
    ...alters.filter(isEnum),
    ...parts.creates.filter(({ change: { after } }) => after !== null && !liesUpon(after)).map(({ change }) => change),
    ...alters.filter((change) => !isEnum(change) && !isView(change)),
    ...upon.filter((change) => readSoon.has(change)),
    ...alters.filter(isView),
    ...parts.creates.flatMap(({ completion }) => completion),
    ...parts.drops.flatMap(({ completion }) => completion),
    ...parts.drops.filter(({ change: { before } }) => before !== null && !liesUpon(before)).map(({ change }) => change),
    ...upon.filter((change) => !readSoon.has(change)),
  ];
}

/** A single object that comes or goes whole: most steps of a history are no more than that. */
const standsAlone = ({ before, after }: ObjectChange): boolean => {
  const object = before === null ? after : after === null ? before : null;
  return object !== null && describeKind(object.kind).stub === undefined;
};

/** Created views that an altered one reads, with those that they read themselves: they come before it. */
function viewsReadBy(readers: readonly ObjectChange[], creates: readonly ObjectChange[]): ReadonlySet<ObjectChange> {
  const views = new Map<RefKey, ObjectChange>(
    creates.filter(({ after }) => after?.kind === "view").map((change) => [refKey(subject(change)), change]),
  );
  const found = new Set<ObjectChange>();
  const visit = ({ after }: ObjectChange): void => {
    for (const read of after?.kind === "view" ? (after.body.reads ?? []) : []) {
      const view = views.get(refKey(read));
      if (view === undefined || found.has(view)) continue;
      found.add(view);
      visit(view);
    }
  };
  for (const reader of readers) visit(reader);
  return found;
}

/** A creation of the stub and the alteration that completes it, or a drop of the stub and the alteration that leads to it. */
function openCircle(change: ObjectChange): { readonly change: ObjectChange; readonly completion: readonly ObjectChange[] } {
  const object = (change.after ?? change.before) as SchemaObject;
  const body = describeKind(object.kind).stub?.(object.body) ?? object.body;
  if (body === object.body) return { change, completion: [] };
  const stub = { ...object, body } as SchemaObject;
  return change.before === null
    ? { change: { ...change, after: stub }, completion: [{ kind: "object", before: stub, after: object }] }
    : { change: { ...change, before: stub }, completion: [{ kind: "object", before: object, after: stub }] };
}

/** In the order of creation: by kind; views after those they read, generated columns after those they are made of, indexes of views last; else as given. */
function sorted(changes: readonly ObjectChange[], side: "before" | "after"): readonly ObjectChange[] {
  const objectOf = (change: ObjectChange): SchemaObject => change[side] as SchemaObject;
  const byPlace = changes.toSorted((a, b) => placeOf(objectOf(a)) - placeOf(objectOf(b)));
  const named = Map.groupBy(byPlace, (change) => looseKey(objectOf(change).ref));
  const visited = new Set<ObjectChange>();
  const done: ObjectChange[] = [];
  const visit = (change: ObjectChange): void => {
    // Marked before what it needs is visited, so that a circle ends somewhere.
    if (visited.has(change)) return;
    visited.add(change);
    for (const ref of needs(objectOf(change))) for (const other of named.get(looseKey(ref)) ?? []) visit(other);
    done.push(change);
  };
  for (const change of byPlace) visit(change);
  return done;
}

/** A name in an expression may be spelt in another case than the column's own: too many may go first, never too few. */
const looseKey = (ref: ObjectRef): RefKey => refKey({ ...ref, name: ref.name.toLowerCase() });

/** What of its own kind must be there before. */
function needs(object: SchemaObject): readonly ObjectRef[] {
  if (object.kind === "view") return object.body.reads ?? [];
  if (object.kind !== "column" || object.body.generated === null) return [];
  return mentionsOf(object).flatMap(({ ref }) => (ref.kind === "column" ? [ref] : []));
}

function placeOf(object: SchemaObject): number {
  return object.ref.parent?.kind === "view" ? rankOf("view") + 0.5 : rankOf(object.kind);
}
