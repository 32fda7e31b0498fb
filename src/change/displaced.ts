import type { SchemaObject } from "../model/object.ts";
import { refKey, type RefKey } from "../model/ref.ts";
import { sharedNames } from "../model/shared-names.ts";
import { type ObjectChange, subject } from "./change.ts";

/**
 * What goes and leaves its name to something of another kind, or that of its sequence to another column, which can only have it once it is gone; with a sequence
 * the table that goes too, and whose column it belongs to.
 */
export function findDisplaced(changes: readonly ObjectChange[]): readonly ObjectChange[] {
  const taken = Map.groupBy(
    changes.flatMap(({ before, after }) => namesTaken(before, after).map((name) => ({ name, by: after as SchemaObject }))),
    ({ name }) => name,
  );
  if (taken.size === 0) return [];
  const isDisplaced = ({ before, after }: ObjectChange): boolean =>
    before !== null && after === null && looseNames(before).some((name) => taken.get(name)?.some(({ by }) => isInTheWay(before, by)));
  const displaced = changes.filter(isDisplaced);
  const homes = new Set(displaced.flatMap(({ before }) => homeOf(before)));
  return changes.filter((change) => displaced.includes(change) || (isGoneTable(change) && homes.has(refKey(subject(change)))));
}

/** The table whose column has the sequence. */
function homeOf(object: SchemaObject | null): readonly RefKey[] {
  const column = object?.kind === "column" ? object.ref : object?.kind === "sequence" ? object.body.ownedBy : null;
  return column?.parent === undefined ? [] : [refKey(column.parent)];
}

/** Names that something has from then on. */
export function namesTaken(before: SchemaObject | null, after: SchemaObject | null): readonly string[] {
  if (after === null) return [];
  const had = before === null ? [] : looseNames(before);
  return looseNames(after).filter((name) => !had.includes(name));
}

/** Whether one cannot have the name while the other is there: what is alike goes first anyhow, and the sequence of a serial column is handed on. */
export const isInTheWay = (before: SchemaObject, by: SchemaObject): boolean =>
  before.kind === by.kind ? by.kind === "column" : !isHandedOn(before, by) && !isHandedOn(by, before);

const isHandedOn = (column: SchemaObject, sequence: SchemaObject): boolean =>
  column.kind === "column" && column.body.identity?.mode === "serial" && sequence.kind === "sequence";

const isGoneTable = ({ before, after }: ObjectChange): boolean => before?.kind === "table" && after === null;

/** Where names that differ in case alone are one, it has to go as well; where they are two, it may. */
export const looseNames = (object: SchemaObject): readonly string[] => sharedNames(object).map((name) => name.toLowerCase());
