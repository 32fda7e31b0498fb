import type { ObjectChange } from "../../../change/change.ts";
import { subject } from "../../../change/change.ts";
import type { SchemaObject } from "../../../model/object.ts";
import type { ObjectRef, RefKey } from "../../../model/ref.ts";
import { refKey } from "../../../model/ref.ts";

/** Changes of one table and its children between two points where order matters, in their order. */
export interface TableGroup {
  readonly table: ObjectRef;
  readonly changes: readonly ObjectChange[];
}

/** The table that a change of a table or of its child belongs to. */
export const tableOf = (change: ObjectChange): ObjectRef => {
  const ref = subject(change);
  return ref.parent ?? ref;
};

/** Puts the changes in one group for each table, in order of first appearance. */
export function groupByTable(changes: readonly ObjectChange[]): readonly TableGroup[] {
  const groups = new Map<RefKey, { table: ObjectRef; changes: ObjectChange[] }>();
  for (const change of changes) {
    const table = tableOf(change);
    const group = groups.get(refKey(table)) ?? { table, changes: [] };
    group.changes.push(change);
    groups.set(refKey(table), group);
  }
  return [...groups.values()];
}

/** Groups that stand in a circle are one list; lists come after those they need: a foreign key after its table, a dropped key before it. */
export function inOrder(groups: readonly TableGroup[]): readonly (readonly TableGroup[])[] {
  const byKey = new Map(groups.map((group) => [refKey(group.table), group]));
  const needs = new Map(groups.map((group) => [group, new Set<TableGroup>()]));
  for (const group of groups) {
    for (const { before, after } of group.changes) {
      const [created, dropped] = [byKey.get(target(after)), byKey.get(target(before))];
      if (created !== undefined && created !== group) needs.get(group)?.add(created);
      if (dropped !== undefined && dropped !== group && after === null) needs.get(dropped)?.add(group);
    }
  }
  for (const [group, other] of reusedIndexNames(groups)) needs.get(group)?.add(other);
  return circles(groups, (group) => [...(needs.get(group) ?? [])]);
}

/** Pairs of a group that creates an index and another that drops one of its name: names of indexes are unique in the file. */
function reusedIndexNames(groups: readonly TableGroup[]): readonly (readonly [TableGroup, TableGroup])[] {
  const dropping = new Map(groups.flatMap((group) => group.changes.flatMap(({ before, after }) => (before?.kind === "index" && after === null ? [[before.ref.name, group] as const] : []))));
  return groups.flatMap((group) =>
    group.changes.flatMap(({ before, after }) => {
      const other = before === null && after?.kind === "index" ? dropping.get(after.ref.name) : undefined;
      return other === undefined || other === group ? [] : [[group, other] as const];
    }),
  );
}

const target = (object: SchemaObject | null): RefKey => (object?.kind === "foreignKey" ? refKey(object.body.references.table) : "");

/** Strongly connected components after Tarjan; each comes after those that it points to. */
function circles<T>(nodes: readonly T[], next: (node: T) => readonly T[]): readonly (readonly T[])[] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const found: T[][] = [];
  const visit = (node: T): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(node, Math.min(low.get(node) as number, low.get(other) as number));
    }
    if (low.get(node) === index.get(node)) found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found.map((circle) => nodes.filter((node) => circle.includes(node)));
}
