import type { Change, ObjectChange } from "../../../../change/change.ts";
import { NamedBetween } from "../../../../change/named-between.ts";
import { isSecondColumn } from "../../../../change/second-column.ts";
import { mentions } from "../../../../model/mentions.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { type ObjectRef, refKey, sameRef } from "../../../../model/ref.ts";
import { typeMentions } from "../../../../model/type-name.ts";
import { nextUnderived, positions, touchedTables } from "./places.ts";

/** The changes, where what a new table is made of comes right behind it. */
export function withCreatesBehind(changes: readonly Change[]): readonly Change[] {
  // Made, or called so from then on.
  const made = positions(changes, ({ before, after }) =>
    after !== null && (before === null || !sameRef(before.ref, after.ref)) ? [after.ref] : [],
  );
  const children = positions(changes, ({ before, after }) =>
    before === null && after?.ref.parent !== undefined ? [after.ref.parent] : [],
  );
  const touched = positions(changes, (change) => (change.before === null ? [] : touchedTables(change)));
  const named = new NamedBetween(changes.map((change) => (change.kind === "object" && change.before === null ? change.after : null)));
  const limit = nextUnderived(changes);
  const behind = new Map<number, Change[]>();
  const moved = new Set<number>();
  changes.forEach((change, at) => {
    if (change.kind !== "object" || change.before !== null || change.after?.kind !== "table") return;
    const key = refKey(change.after.ref);
    const end = Math.min(limit[at] as number, touched.get(key)?.find((other) => other > at) ?? changes.length);
    const parts: number[] = [];
    const staying: SchemaObject[] = [];
    for (const other of children.get(key) ?? []) {
      if (other <= at || other >= end) continue;
      const part = (changes[other] as ObjectChange).after as SchemaObject;
      const isMadeBetween = (ref: ObjectRef): boolean =>
        [ref, ...(ref.schema === undefined ? [] : [{ kind: "schema", name: ref.schema } as const])].some((each) =>
          made.get(refKey(each))?.some((place) => place > at && place < other),
        );
      if (fitsInto(part, isMadeBetween) && !named.isNamed(part, at, other) && !staying.some((left) => holds(left, part))) parts.push(other);
      else staying.push(part);
    }
    for (const part of parts) moved.add(part);
    behind.set(
      at,
      parts.map((part) => changes[part] as Change),
    );
  });
  return changes.flatMap((change, at) => (moved.has(at) ? [] : [change, ...(behind.get(at) ?? [])]));
}

/** A column that stays where it stands keeps what names it, and the columns behind it: the table has them in that order. */
const holds = (left: SchemaObject, part: SchemaObject): boolean =>
  left.kind === "column" && (part.kind === "column" || mentions(part, left.ref));

/** What fits into CREATE TABLE: parts of which all that they use is there before the table, and that need no other table. */
export function fitsInto(part: SchemaObject, madeLater: (ref: ObjectRef) => boolean): boolean {
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
