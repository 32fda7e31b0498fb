import type { SchemaObject } from "../../../model/object.ts";
import type { RefKey } from "../../../model/ref.ts";
import { refKey } from "../../../model/ref.ts";
import { circles } from "./circles.ts";
import type { Unit } from "./unit.ts";

/**
 * The units so that each comes after those it needs: a foreign key and a view after what they refer to, what is dropped after the
 * last that referred to it. Those that need each other are one list.
 */
export function inOrder(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const byKey = new Map(units.map((unit) => [refKey(unit.ref), unit]));
  const needs = new Map(units.map((unit) => [unit, new Set<Unit>()]));
  const need = (unit: Unit | undefined, other: Unit | undefined): void => {
    if (unit !== undefined && other !== undefined && unit !== other) needs.get(unit)?.add(other);
  };
  for (const unit of units) {
    for (const { before, after } of unit.changes) {
      const now = new Set(referred(after));
      for (const key of now) need(unit, byKey.get(key));
      // A view goes away before what it reads changes, even where it comes back: SQLite looks at every view when a column goes.
      for (const key of referred(before)) if (!now.has(key) || before?.kind === "view") need(byKey.get(key), unit);
    }
  }
  for (const [unit, other] of reusedNames(units)) need(unit, other);
  return circles(units, (unit) => [...(needs.get(unit) ?? [])]);
}

function referred(object: SchemaObject | null): readonly RefKey[] {
  if (object?.kind === "foreignKey") return [refKey(object.body.references.table)];
  return object?.kind === "view" ? (object.body.reads ?? []).map(refKey) : [];
}

/** Pairs of a unit that creates something and another that drops what has its name: tables, views and indexes share the names of the file. */
function reusedNames(units: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
  const dropping = new Map(
    units.flatMap((unit) =>
      unit.changes.flatMap(({ before, after }) => (after === null && isNamed(before) ? [[nameOf(before), unit] as const] : [])),
    ),
  );
  return units.flatMap((unit) =>
    unit.changes.flatMap(({ before, after }) => {
      const other = before === null && isNamed(after) ? dropping.get(nameOf(after)) : undefined;
      return other === undefined ? [] : [[unit, other] as const];
    }),
  );
}

const isNamed = (object: SchemaObject | null): object is SchemaObject => ["table", "view", "index"].includes(object?.kind ?? "");
const nameOf = ({ ref }: SchemaObject): string => ref.name.toLowerCase();
