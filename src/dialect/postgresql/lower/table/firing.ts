import type { Statement } from "../../../../instruction/instruction.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { createFiring, dropFiring, enableFiring, type Firing, renameFiring } from "../../object/firing.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

/** The life of a trigger, a rule and an event trigger. */
export const firingLife: Life<"trigger"> & Life<"rule"> & Life<"eventTrigger"> = {
  create: (after: Firing, change) => [inTransaction([...newFiring(after), ...newComment(after)], [change])],
  drop: (before: Firing, change) => [inTransaction([dropped(before)], [change])],
  alter: (before: Firing, after: Firing, change) => [inTransaction([...altered(before, after), ...changedComment(before, after)], [change])],
  rename: (before: Firing, after: Firing, change) => [inTransaction([statement(renameFiring(before, after.ref.name), { locks: locksOn(before) })], [change])],
};

/** It and the state that CREATE cannot give it. */
export const newFiring = (after: Firing): readonly Statement[] => [
  statement(createFiring(after), { locks: locksOn(after) }),
  ...(after.body.enabled === "origin" ? [] : [statement(enableFiring(after))]),
];

const dropped = (before: Firing): Statement => statement(dropFiring(before), { locks: locksOn(before), hazards: [hazard("incompatibleWithRunningApp", before.ref, "what it did is done no more")] });

function altered(before: Firing, after: Firing): readonly Statement[] {
  const enable = before.body.enabled === after.body.enabled ? [] : [statement(enableFiring(after), { locks: locksOn(after) })];
  if (createFiring(before) === createFiring(after)) return enable;
  const replaced = isReplaceable(before) && isReplaceable(after) && (before.kind !== "rule" || before.body.event === after.body.event);
  const made = replaced
    ? [statement(createFiring(after, "OR REPLACE "), { locks: locksOn(after) })]
    : [statement(dropFiring(before), { locks: locksOn(before) }), statement(createFiring(after))];
  return [...made, ...(replaced || after.body.enabled === "origin" ? enable : [statement(enableFiring(after))])];
}

const isReplaceable = (object: Firing): boolean => object.kind === "rule" || (object.kind === "trigger" && !object.body.constraint);

/** Only tables are locked by hand. */
const locksOn = ({ ref }: { readonly ref: ObjectRef }) => (ref.parent?.kind === "table" ? [lock(ref.parent, "shareRowExclusive")] : []);
