import type { ObjectChange } from "../change/change.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { type ObjectRef, refKey, type RefKey } from "../model/ref.ts";
import { nameOfType } from "../model/type-name.ts";

type Table = SchemaObjectOf<"table">;

interface Models {
  readonly live: Model;
  /** The same under the names that are wanted. */
  readonly renamed: Model;
}

/**
 * The changes in their order, where a table of a type is of none meanwhile if its columns or its type change: PostgreSQL lets neither change otherwise.
 * @param formerly what something was called before
 */
export function aroundTypes(
  changes: readonly ObjectChange[],
  { live, renamed }: Models,
  formerly: (ref: ObjectRef) => ObjectRef,
): readonly ObjectChange[] {
  const behind = new Map(
    changes.flatMap(({ before, after }) => (isTable(after ?? before) ? [[keyOf(after ?? before), after] as const] : [])),
  );
  const later = (ref: ObjectRef): SchemaObject | null | undefined =>
    behind.get(refKey(ref)) ?? (behind.has(refKey(ref)) ? null : tableIn(renamed, ref));
  const loose = looseTables(changes, renamed, later);
  if (loose.size === 0) return changes;
  const former = [...loose.values()].flatMap((ref) => tableIn(live, formerly(ref)) ?? []);
  const keys = new Set<RefKey>([...loose.keys(), ...former.map(keyOf)]);
  const strip = (object: SchemaObject | null): SchemaObject | null =>
    isTyped(object) && keys.has(keyOf(object)) ? withoutType(object) : object;
  const between = changes.map((change): ObjectChange => ({ ...change, before: strip(change.before), after: strip(change.after) }));
  const wanted = [...loose.values()].map(later);
  return [
    ...former.filter(isTyped).map((table) => alter(table, withoutType(table))),
    ...between.filter(({ before, after }, at) => before === changes[at]?.before || canonicalJson(before) !== canonicalJson(after)),
    ...wanted
      .filter((table) => table !== undefined)
      .filter(isTyped)
      .map((table) => alter(withoutType(table), table)),
  ];
}

/** Tables that must be of no type meanwhile, under the names that are wanted. */
function looseTables(
  changes: readonly ObjectChange[],
  renamed: Model,
  later: (ref: ObjectRef) => SchemaObject | null | undefined,
): ReadonlyMap<RefKey, ObjectRef> {
  const tables = changes.filter(({ before, after }) => isTable(after ?? before));
  const whole = new Set(tables.flatMap(({ before, after }) => (before === null || after === null ? keyOf(after ?? before) : [])));
  const made = tables.flatMap(({ before, after }) => (before === null && after !== null ? [after] : []));
  const refs = changes.flatMap((change): readonly ObjectRef[] => {
    const { before, after } = change;
    const { kind, ref } = (after ?? before) as SchemaObject;
    if (kind === "column" && ref.parent !== undefined)
      return !whole.has(refKey(ref.parent)) &&
        isOtherColumn(change) &&
        (isTyped(tableIn(renamed, ref.parent)) || isTyped(later(ref.parent)))
        ? [ref.parent]
        : [];
    if (before === null || after === null) return [];
    if (before.kind === "table" && after.kind === "table") return before.body.ofType === after.body.ofType ? [] : [after.ref];
    if (kind !== "compositeType" || canonicalJson(before.body) === canonicalJson(after.body)) return [];
    return [...renamed.dependants(ref), ...made].flatMap((table) =>
      isTyped(table) && table.body.ofType === nameOfType(ref) ? [table.ref] : [],
    );
  });
  return new Map(refs.map((ref) => [refKey(ref), ref]));
}

/** Whether the table then has other columns. */
function isOtherColumn({ before, after }: ObjectChange): boolean {
  if (before?.kind !== "column" || after?.kind !== "column") return true;
  return before.ref.name !== after.ref.name || before.body.type !== after.body.type || before.body.collation !== after.body.collation;
}

const isTable = (object: SchemaObject | null): object is Table & SchemaObject => object?.kind === "table";
const isTyped = (object: SchemaObject | null | undefined): object is Table & SchemaObject =>
  object?.kind === "table" && object.body.ofType !== undefined;
const keyOf = (object: SchemaObject | null): RefKey => (object === null ? "" : refKey(object.ref));
const tableIn = (model: Model, ref: ObjectRef): (Table & SchemaObject) | undefined => known(model.get({ ...ref, kind: "table" }));
const alter = (before: SchemaObject, after: SchemaObject): ObjectChange => ({ kind: "object", before, after });

function withoutType(table: Table): Table & SchemaObject {
  const { ofType: _ofType, ...body } = table.body;
  return { ...table, body };
}
