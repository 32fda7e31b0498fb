import { kinds } from "../model/kind/kinds.ts";
import { mentionsOf, structuralMentions } from "../model/mentions.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import type { ObjectKind, ObjectRef, RefKey } from "../model/ref.ts";
import { isTypeKind, refKey } from "../model/ref.ts";
import { typeMentions } from "../model/type-name.ts";
import type { ObjectChange } from "./change.ts";

const rank: Readonly<Record<string, number>> = Object.fromEntries(Object.keys(kinds).map((kind, index) => [kind, index]));
/** The place of a kind among those that can be created one after the other. */
export const rankOf = (kind: ObjectKind): number => rank[kind] ?? 0;

/** A name in an expression may be spelt in another case than the column's own: too many may go first, never too few. */
const looseKey = (ref: ObjectRef): RefKey => refKey({ ...ref, name: ref.name.toLowerCase() });

/** Objects that come (or, on the side `before`, go) together, each behind what it needs of the others: by kind, else as given; indexes of views last. */
export class CreationOrder {
  readonly all: readonly ObjectChange[];
  readonly #side: "before" | "after";
  readonly #named: ReadonlyMap<RefKey, readonly ObjectChange[]>;
  /** Key of a table → what it is made of. */
  readonly #parts: ReadonlyMap<RefKey, readonly ObjectChange[]>;
  readonly #classes: readonly ObjectChange[];
  readonly #operators: readonly ObjectChange[];

  constructor(changes: readonly ObjectChange[], side: "before" | "after") {
    this.#side = side;
    const byPlace = changes.toSorted((a, b) => placeOf(this.#object(a)) - placeOf(this.#object(b)));
    this.#named = Map.groupBy(byPlace, (change) => looseKey(this.#object(change).ref));
    this.#parts = Map.groupBy(
      byPlace.filter((change) => isMadeOf(this.#object(change))),
      (change) => looseKey(this.#object(change).ref.parent as ObjectRef),
    );
    this.#classes = byPlace.filter((change) => this.#object(change).kind === "operatorClass");
    this.#operators = byPlace.filter((change) => this.#object(change).kind === "operator");
    this.all = this.#closed(byPlace);
  }

  /** Those of them that these need, and all that these need in turn; of the changes given, those that are among them too. */
  with(changes: readonly ObjectChange[]): ReadonlySet<ObjectChange> {
    const found = new Set<ObjectChange>();
    const visit = (change: ObjectChange): void => {
      if (found.has(change)) return;
      found.add(change);
      for (const other of this.#needs(change)) visit(other);
    };
    for (const change of changes) visit(change);
    return found;
  }

  /** These, and all that need one of them. */
  withUsers(changes: readonly ObjectChange[]): ReadonlySet<ObjectChange> {
    const users = new Map<ObjectChange, ObjectChange[]>();
    for (const change of this.all) for (const need of this.#needs(change)) users.set(need, [...(users.get(need) ?? []), change]);
    const found = new Set<ObjectChange>();
    const visit = (change: ObjectChange): void => {
      if (found.has(change)) return;
      found.add(change);
      users.get(change)?.forEach(visit);
      // A table goes whole.
      if (this.#object(change).kind === "table") this.#parts.get(looseKey(this.#object(change).ref))?.forEach(visit);
    };
    changes.forEach(visit);
    return found;
  }

  #closed(changes: readonly ObjectChange[]): readonly ObjectChange[] {
    const visited = new Set<ObjectChange>();
    const done: ObjectChange[] = [];
    const visit = (change: ObjectChange): void => {
      // Marked before what it needs is visited, so that a circle ends somewhere.
      if (visited.has(change)) return;
      visited.add(change);
      for (const other of this.#needs(change)) visit(other);
      done.push(change);
    };
    changes.forEach(visit);
    return done;
  }

  #object(change: ObjectChange): SchemaObject {
    return (change[this.#side] ?? change.after ?? change.before) as SchemaObject;
  }

  /** Of a table also what its parts need, so that it is made whole; but not what needs the table itself. */
  #needs(change: ObjectChange): readonly ObjectChange[] {
    const object = this.#object(change);
    // A check that calls what takes rows of its table comes behind both.
    const isLater = (other: ObjectChange): boolean =>
      this.#object(other).kind === "check" && this.#object(other).uses !== undefined && this.#leadsTo(other, change);
    const own = [
      ...needs(object).flatMap((ref) => [...this.#columnsBefore(ref, change), ...this.#wholes(ref, object.ref)]),
      ...this.#unnamed(object),
    ].filter((other) => !isLater(other));
    const parts = object.kind === "table" ? (this.#parts.get(looseKey(object.ref)) ?? []) : [];
    const foreign = parts.flatMap((part) =>
      needs(this.#object(part)).filter((ref) => looseKey(ref.parent ?? ref) !== looseKey(object.ref)),
    );
    if (foreign.length === 0) return own;
    return [...own, ...foreign.flatMap((ref) => this.#wholes(ref, object.ref)).filter((other) => !this.#leadsTo(other, change))];
  }

  /** What has that name: of another table all that it is made of, of a part of one the table first. */
  #wholes(ref: ObjectRef, from: ObjectRef): readonly ObjectChange[] {
    const named = this.#named.get(looseKey(ref)) ?? [];
    const above = ref.parent ?? ref;
    if (looseKey(from.parent ?? from) === looseKey(above)) return named;
    if (ref.parent !== undefined) return [...(this.#named.get(looseKey(ref.parent)) ?? []), ...named];
    return ref.kind === "table" ? [...named, ...(this.#parts.get(looseKey(ref)) ?? [])] : named;
  }

  /** Another table of which a column is needed, and the columns that stand before that one, but for those that come of what needs it: the table keeps their order. */
  #columnsBefore(ref: ObjectRef, needing: ObjectChange): readonly ObjectChange[] {
    const { ref: from } = this.#object(needing);
    if (ref.kind !== "column" || ref.parent === undefined || looseKey(from.parent ?? from) === looseKey(ref.parent)) return [];
    const parts = this.#parts.get(looseKey(ref.parent)) ?? [];
    const at = parts.findIndex((part) => looseKey(this.#object(part).ref) === looseKey(ref));
    const before = parts.slice(0, Math.max(at, 0)).filter((part) => !this.#leadsTo(part, needing));
    return [...(this.#named.get(looseKey(ref.parent)) ?? []), ...before];
  }

  /** What a document need not name, and the order of kinds puts behind: classes for the type that a range is over, operators of the types that a class is for, those that an aggregate sorts by. */
  #unnamed(object: SchemaObject): readonly ObjectChange[] {
    if (object.kind === "aggregate") {
      const sorted = /\bsortop\b(.*)/is.exec(object.body.definition.text)?.[1];
      return sorted === undefined ? [] : this.#operators.filter((change) => sorted.includes(this.#object(change).ref.name));
    }
    if (this.#classes.length === 0 || (object.kind !== "rangeType" && object.kind !== "operatorClass")) return [];
    const over = new Set(
      (object.kind === "rangeType"
        ? typeMentions(object.body.type).map(({ ref }) => ref)
        : (object.uses ?? []).filter(({ kind }) => isTypeKind(kind))
      ).map(refKey),
    );
    return (object.kind === "rangeType" ? this.#classes : this.#operators).filter(
      (change) => this.#object(change).uses?.some((used) => over.has(refKey(used))) === true,
    );
  }

  #leadsTo(from: ObjectChange, to: ObjectChange): boolean {
    const seen = new Set<ObjectChange>();
    const visit = (change: ObjectChange): boolean => {
      if (change === to) return true;
      if (seen.has(change)) return false;
      seen.add(change);
      const object = this.#object(change);
      return needs(object).some((ref) => this.#wholes(ref, object.ref).some(visit));
    };
    return visit(from);
  }
}

/** What stands in CREATE TABLE and may need something. */
const isMadeOf = ({ kind, ref }: SchemaObject): boolean => ref.parent?.kind === "table" && (kind === "column" || kind === "check");

/** Whether a table, or a part of one, finds all that it needs by the order of kinds. */
export const needsOnlyItsKind = (object: SchemaObject): boolean =>
  (object.kind === "table" || object.ref.parent?.kind === "table") && needs(object).length === 0;

/** What must be there before, beside what the order of kinds brings about. */
function needs(object: SchemaObject): readonly ObjectRef[] {
  const uses = object.uses ?? [];
  if (object.kind === "view") return [...(object.body.reads ?? []), ...uses];
  // Of what kind a type is that another one is made of, or a table that another one is part of, its place among the kinds does not say.
  if (isTypeKind(object.kind) || object.kind === "table") return structuralMentions(object).map(({ ref }) => ref);
  if (object.kind !== "column") return uses;
  const rows = typeMentions(object.body.type).flatMap(({ ref }) => (ref.kind === "table" || ref.kind === "view" ? [ref] : []));
  if (object.body.generated === null) return [...uses, ...rows, ...serialTables(object)];
  return [...uses, ...rows, ...mentionsOf(object).flatMap(({ ref }) => (ref.kind === "column" ? [ref] : []))];
}

/** Tables whose serial columns may imply the sequences that a default takes from. */
const serialTables = (column: SchemaObjectOf<"column">): readonly ObjectRef[] =>
  column.body.default?.text.includes("nextval(") === true
    ? structuralMentions(column).flatMap(({ ref }) => (ref.kind === "column" && ref.parent !== undefined ? [ref.parent] : []))
    : [];

function placeOf(object: SchemaObject): number {
  return object.ref.parent?.kind === "view" ? rankOf("view") + 0.5 : rankOf(object.kind);
}
