import type { Statement } from "../../../../instruction/instruction.ts";
import { type ObjectRef, sameRef } from "../../../../model/ref.ts";
import type { EnabledIn } from "../../../../model/routine-body.ts";
import { createFiring, dropFiring, enableFiring, enableIn, type Firing, renameFiring } from "../../object/firing.ts";
import { madeAnew } from "../remake/made-anew.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import type { Life } from "../statement/strategy.ts";

/** The life of a trigger, a rule and an event trigger. */
export const firingLife: Life<"trigger"> & Life<"rule"> & Life<"eventTrigger"> = {
  create: (after: Firing, change) => [inTransaction([...newFiring(after), ...newComment(after)], [change])],
  drop: (before: Firing, change) => [inTransaction([dropped(before)], [change])],
  alter: (before: Firing, after: Firing, change) => {
    const statements = altered(before, after);
    return [
      statements === null
        ? madeAnew(before, after, change, {})
        : inTransaction([...statements, ...changedComment(before, after)], [change]),
    ];
  },
  rename: (before: Firing, after: Firing, change) => [
    inTransaction([statement(renameFiring(before, after.ref.name), { locks: locksOn(before) })], [change]),
  ],
};

/** It and the state that CREATE cannot give it. */
export const newFiring = (after: Firing): readonly Statement[] => [
  statement(createFiring(after), { locks: locksOn(after) }),
  ...newStates(after),
];

/** Also of a trigger that was replaced: it fires in the usual sessions again, and so do its copies. */
const newStates = (after: Firing): readonly Statement[] => [
  ...(after.body.enabled === "origin" ? [] : [statement(enableFiring(after))]),
  ...apartIn(after).map((each) => enabledIn(after, each)),
];

const apartIn = (firing: Firing): readonly EnabledIn[] => (firing.kind === "trigger" ? (firing.body.enabledIn ?? []) : []);
const enabledIn = ({ ref }: Firing, each: EnabledIn): Statement =>
  statement(enableIn(ref, each), { locks: [lock(each.table, "shareRowExclusive")] });

/** Where it fires otherwise in a partition than before. */
function changedIn(before: Firing, after: Firing): readonly Statement[] {
  const [old, now] = [apartIn(before), apartIn(after)];
  const said = (all: readonly EnabledIn[], table: ObjectRef) => all.find((each) => sameRef(each.table, table))?.enabled;
  const back = old.filter(({ table }) => said(now, table) === undefined);
  return [
    ...back.map(({ table }) => ({ table, enabled: after.body.enabled })),
    ...now.filter(({ table, enabled }) => said(old, table) !== enabled),
  ].map((each) => enabledIn(after, each));
}

const dropped = (before: Firing): Statement =>
  statement(dropFiring(before), {
    locks: locksOn(before),
    hazards: [hazard("incompatibleWithRunningApp", before.ref, "what it did is done no more")],
  });

/** In place; null where it must be made anew. */
function altered(before: Firing, after: Firing): readonly Statement[] | null {
  // It goes down to every partition.
  const enable =
    before.body.enabled === after.body.enabled
      ? []
      : [statement(enableFiring(after), { locks: locksOn(after) }), ...apartIn(after).map((each) => enabledIn(after, each))];
  if (createFiring(before) === createFiring(after)) return enable.length > 0 ? enable : changedIn(before, after);
  if (!isReplaceable(before) || !isReplaceable(after) || (before.kind === "rule" && before.body.event !== after.body.event)) return null;
  const replaced = statement(createFiring(after, "OR REPLACE "), { locks: locksOn(after) });
  return [replaced, ...(after.kind === "rule" ? enable : newStates(after))];
}

const isReplaceable = (object: Firing): boolean => object.kind === "rule" || (object.kind === "trigger" && !object.body.constraint);

/** Only tables are locked by hand. */
const locksOn = ({ ref }: { readonly ref: ObjectRef }) => (ref.parent?.kind === "table" ? [lock(ref.parent, "shareRowExclusive")] : []);
