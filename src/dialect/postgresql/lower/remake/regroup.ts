import type { Change, ObjectChange } from "../../../../change/change.ts";
import { isSecondColumn } from "../../../../change/second-column.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { refKey, sameRef, type ObjectRef, type RefKey } from "../../../../model/ref.ts";
import { typeMentions } from "../../../../model/type-name.ts";

/**
 * Brings what belongs to one statement together: what a new table is made of moves up behind it, what a dropped table or view takes with it
 * moves down before it. Nothing moves across a step whose effect nobody derived, nor across another change of the same table.
 */
export const regroup = (changes: readonly Change[]): readonly Change[] =>
  changes.length < 2 || isOneTable(changes) ? changes : withDropsBefore(withCreatesBehind(changes));

/** A table, and behind it what it is made of: most that have more than one change are no more than that. */
function isOneTable([first, ...others]: readonly Change[]): boolean {
  const table = first?.kind === "object" && first.before === null && first.after?.kind === "table" ? first.after.ref : undefined;
  if (table === undefined) return false;
  return others.every(
    (change) =>
      change.kind === "object" &&
      change.before === null &&
      change.after?.ref.parent !== undefined &&
      sameRef(change.after.ref.parent, table) &&
      fitsInto(change.after, () => true),
  );
}

function withCreatesBehind(changes: readonly Change[]): readonly Change[] {
  // Made, or called so from then on.
  const made = positions(changes, ({ before, after }) =>
    after !== null && (before === null || !sameRef(before.ref, after.ref)) ? [after.ref] : [],
  );
  const children = positions(changes, ({ before, after }) =>
    before === null && after?.ref.parent !== undefined ? [after.ref.parent] : [],
  );
  const touched = positions(changes, (change) => (change.before === null ? [] : touchedTables(change)));
  const limit = nextUnderived(changes);
  const behind = new Map<number, Change[]>();
  const moved = new Set<number>();
  changes.forEach((change, at) => {
    if (change.kind !== "object" || change.before !== null || change.after?.kind !== "table") return;
    const key = refKey(change.after.ref);
    const end = Math.min(limit[at] as number, touched.get(key)?.find((other) => other > at) ?? changes.length);
    const parts = (children.get(key) ?? []).filter(
      (other) =>
        other > at &&
        other < end &&
        fitsInto((changes[other] as ObjectChange).after as SchemaObject, (ref) =>
          [ref, ...(ref.schema === undefined ? [] : [{ kind: "schema", name: ref.schema } as const])].some((each) =>
            made.get(refKey(each))?.some((made) => made > at),
          ),
        ),
    );
    for (const part of parts) moved.add(part);
    behind.set(
      at,
      parts.map((part) => changes[part] as Change),
    );
  });
  return changes.flatMap((change, at) => (moved.has(at) ? [] : [change, ...(behind.get(at) ?? [])]));
}

/** What fits into CREATE TABLE: parts of which all that they use is there before the table, and that need no other table. */
function fitsInto(part: SchemaObject, madeLater: (ref: ObjectRef) => boolean): boolean {
  if (
    part.kind === "index" ||
    part.kind === "foreignKey" ||
    part.kind === "trigger" ||
    part.kind === "rule" ||
    part.kind === "policy" ||
    part.uses?.some(madeLater)
  )
    return false;
  if (part.kind !== "column") return true;
  if (isSecondColumn(part)) return false;
  return !typeMentions(part.body.type).some(({ ref }) => madeLater(ref));
}

function withDropsBefore(changes: readonly Change[]): readonly Change[] {
  const dropped = positions(changes, ({ before, after }) =>
    after === null && (before?.kind === "table" || before?.kind === "view") ? [before.ref] : [],
  );
  if (dropped.size === 0) return changes;
  const limit = nextUnderived(changes);
  const touched = positions(changes, touchedTables);
  const going = positions(changes, ({ before, after }) => (before === null || after !== null ? [] : [before.ref]));
  const coming = positions(changes, ({ before, after }) => (before === null && after !== null ? relationOf(after) : []));
  const partitions = changes.flatMap((change, at) =>
    change.kind === "object" && change.after === null && change.before?.kind === "table" && change.before.body.partitionOf !== undefined
      ? [at]
      : [],
  );
  const before = new Map<number, Change[]>();
  const moved = new Set<number>();
  changes.forEach((change, at) => {
    const owner = goesWith(change);
    const until = owner === undefined ? undefined : dropped.get(refKey(owner))?.find((other) => other > at);
    if (change.kind !== "object" || until === undefined || until > (limit[at] as number)) return;
    // What a key refers to may change, and what a part uses may go on the way: then the part goes where it stands.
    const isBetween = (other: number): boolean => other > at && other < until;
    const referred = referredTable(change);
    // Nor does a partition go while a key refers to its whole, be it that whole's own.
    if (change.before?.kind === "foreignKey" && partitions.some(isBetween)) return;
    if (referred !== undefined && touched.get(refKey(referred))?.some(isBetween)) return;
    if (usedOutside(change).some((used) => going.get(refKey(used))?.some(isBetween))) return;
    // Nor does an index stay while another one gets its name.
    if (change.before !== null && relationOf(change.before).some((name) => coming.get(refKey(name))?.some(isBetween))) return;
    moved.add(at);
    before.set(until, [...(before.get(until) ?? []), change]);
  });
  return changes.flatMap((change, at) => (moved.has(at) ? [] : [...(before.get(at) ?? []), change]));
}

/** The name that an object has among the relations of its schema, as if it were a table. */
function relationOf({ kind, ref }: SchemaObject): readonly ObjectRef[] {
  const { schema, name } = { schema: ref.parent?.schema, ...ref };
  return schema !== undefined && relations.has(kind) ? [{ kind: "table", schema, name }] : [];
}

const relations: ReadonlySet<SchemaObject["kind"]> = new Set([
  "table",
  "view",
  "sequence",
  "compositeType",
  "index",
  "primaryKey",
  "unique",
  "exclude",
]);

/** The other table that a dropped foreign key refers to. */
function referredTable(change: Change): ObjectRef | undefined {
  if (change.kind !== "object" || change.before?.kind !== "foreignKey") return undefined;
  const { table } = change.before.body.references;
  return sameRef(table, change.before.ref.parent as ObjectRef) ? undefined : table;
}

/** What the part of a table that goes uses, beside the table's other parts: also partitions in which a trigger fires otherwise. */
function usedOutside({ before }: ObjectChange): readonly ObjectRef[] {
  const used =
    before?.uses?.filter(({ parent }) => parent === undefined || before.ref.parent === undefined || !sameRef(parent, before.ref.parent)) ??
    [];
  return before?.kind === "trigger" ? [...used, ...(before.body.enabledIn ?? []).map(({ table }) => table)] : used;
}

/** The tables that a change makes, alters or drops, be it by one of their parts, and those that hand their columns down from then on or no more. */
function touchedTables({ before, after }: ObjectChange): readonly ObjectRef[] {
  const own = [before, after].flatMap((side) => (side === null ? [] : [side.ref.parent ?? side.ref]));
  if (before?.kind !== "table" || after?.kind !== "table") return own;
  const [old = [], now = []] = [before.body.inherits, after.body.inherits];
  return [
    ...own,
    ...old.filter((ref) => !now.some((other) => sameRef(ref, other))),
    ...now.filter((ref) => !old.some((other) => sameRef(ref, other))),
  ];
}

/** The table or view with which a drop comes for free. */
function goesWith(change: Change): ObjectRef | undefined {
  if (change.kind !== "object" || change.after !== null || change.before === null) return undefined;
  const { before } = change;
  // It takes its trigger with it.
  if (isSecondColumn(before)) return undefined;
  return before.kind === "sequence" ? before.body.ownedBy?.parent : before.ref.parent;
}

/** Where in the list the refs are that `select` gives, ascending. */
function positions(
  changes: readonly Change[],
  select: (change: ObjectChange) => readonly ObjectRef[],
): ReadonlyMap<RefKey, readonly number[]> {
  const found = new Map<RefKey, number[]>();
  changes.forEach((change, at) => {
    if (change.kind !== "object") return;
    for (const ref of select(change)) {
      const list = found.get(refKey(ref));
      if (list === undefined) found.set(refKey(ref), [at]);
      else list.push(at);
    }
  });
  return found;
}

/** For each place, where the next data step or opaque SQL stands. */
function nextUnderived(changes: readonly Change[]): readonly number[] {
  const next: number[] = [];
  let at = changes.length;
  for (let place = changes.length - 1; place >= 0; place--) {
    if (changes[place]?.kind !== "object") at = place;
    next[place] = at;
  }
  return next;
}
