import type { ObjectChange } from "../../change/change.ts";
import { writeTableName } from "../../model/entry/write/write-name.ts";
import { mentions } from "../../model/mentions.ts";
import type { SchemaObject, SchemaObjectOf } from "../../model/object.ts";
import { type ObjectRef, sameRef } from "../../model/ref.ts";
import { expressCreate } from "./create.ts";
import { expressDrop } from "./drop.ts";
import type { Expressing, Step } from "./step.ts";

type Labels = Readonly<Record<string, string>>;

/** A column that stands for an enum on a dialect without enums, whose values have other names: the changes of its checks. */
export const checksOfRelabelled = (change: ObjectChange, changes: readonly ObjectChange[]): readonly ObjectChange[] => {
  const column = change.after;
  if (column?.kind !== "column" || change.via?.up?.labels === undefined) return [];
  return changes.filter(({ before, after }) => [before, after].some((side) => side !== null && isCheckOf(side, column)));
};

const isCheckOf = (object: SchemaObject, { ref }: SchemaObjectOf<"column">): boolean =>
  object.kind === "check" &&
  object.ref.parent !== undefined &&
  ref.parent !== undefined &&
  sameRef(object.ref.parent, ref.parent) &&
  mentions(object, ref);

/** Its steps: neither check holds while the rows change from the old values to the new. `alter`: what else changes of the column. */
export function expressRelabelled(
  change: ObjectChange,
  checks: readonly ObjectChange[],
  alter: readonly Step[],
  around: Expressing,
): readonly Step[] {
  const { ref } = change.after as SchemaObject;
  const { up, down } = change.via ?? {};
  const place = writeTableName(ref.parent as ObjectRef, around);
  const { quoteIdentifier, quoteLiteral } = around.grammar;
  const updates = (labels: Labels = {}): readonly Step[] =>
    Object.entries(labels).map(([from, to]) => ({
      updateRows: { ...place, set: { [ref.name]: quoteLiteral(to) }, where: `${quoteIdentifier(ref.name)} = ${quoteLiteral(from)}` },
    }));
  const back = updates(down?.labels);
  return [
    ...checks.flatMap(({ before }) => (before === null ? [] : expressDrop(before, around))),
    // Each undoes itself; where nothing leads back, nobody can.
    ...updates(up?.labels).map((step, at) => ({ ...step, ...(back[at] === undefined ? {} : { downgrade: [back[at]] }) })),
    ...alter,
    ...checks.flatMap(({ after }) => (after === null ? [] : expressCreate(after, around).step)),
  ];
}
