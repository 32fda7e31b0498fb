import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Lock, StatementInstruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { constraintDefinition } from "../../object/constraint.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { newComment } from "../statement/comment.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

/** The constraints that can be added first and checked later. */
export type Checked = SchemaObjectOf<"check"> | SchemaObjectOf<"foreignKey">;

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;
const marked = (object: Checked, notValid: boolean): Checked => ({ ...object, body: { ...object.body, notValid } }) as Checked;

/** A key takes the same lock on both of its tables, a check a full one on its own: both for a moment only. */
export const addLocks = (object: Checked): readonly Lock[] =>
  object.kind === "foreignKey"
    ? [lock(tableOf(object), "shareRowExclusive"), lock(object.body.references.table, "shareRowExclusive")]
    : [lock(tableOf(object), "accessExclusive")];

/** Whether it can be made first and checked later, beside the application: a foreign key of a partitioned table can from 18 on. */
export function checksLater(object: Checked, situation: Situation): boolean {
  const table = tableOf(object);
  if (situation.online(table)) return true;
  return situation.byPartition(table) && (object.kind === "check" || situation.context.facts.serverVersion >= 180000);
}

/** NOT VALID at once, VALIDATE in a later stage beside the application; in one where there is nothing to check or no second stage. */
export function addChecked(after: Checked, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = tableOf(after);
  if (after.body.notValid || !checksLater(after, situation)) {
    const scans = !after.body.notValid && situation.rows(table) === "holds";
    const hazards = scans
      ? [hazard("constraintScan", after.ref, "the whole table is read"), hazard("longLock", table, "nobody can write to it meanwhile")]
      : [];
    const add = statement(`ALTER TABLE ${home(after.ref)} ADD ${constraintDefinition(after)}`, { locks: addLocks(after), hazards });
    return [
      inTransaction([add, ...newComment(after)], [change], {
        preconditions: after.body.notValid ? [] : situation.emptiness(table),
        long: scans ? "yes" : "no",
      }),
    ];
  }
  const unchecked = marked(after, true);
  const add = statement(`ALTER TABLE ${home(after.ref)} ADD ${constraintDefinition(unchecked)}`, { locks: addLocks(after) });
  return [inTransaction([add, ...newComment(after)], [effect(null, unchecked)]), ...validate(after, [effect(unchecked, after)])];
}

/** Reads the whole table under a lock that nobody notices; in a transaction of its own, which may take its time. */
export function validate(object: Checked, effects: readonly ObjectChange[]): readonly StatementInstruction[] {
  const other = object.kind === "foreignKey" ? [lock(object.body.references.table, "rowShare")] : [];
  const sql = `ALTER TABLE ${home(object.ref)} VALIDATE CONSTRAINT ${quoteIdentifier(object.ref.name)}`;
  const scan = statement(sql, {
    locks: [lock(tableOf(object), "shareUpdateExclusive"), ...other],
    hazards: [hazard("constraintScan", object.ref, "the whole table is read, beside the application")],
  });
  return [inTransaction([scan], effects, { barrier: "both", long: "yes" })];
}

/** Adds and checks the new one beside the old, then swaps: there is never none. */
export function replaceChecked(before: Checked, after: Checked, situation: Situation): readonly Instruction[] {
  const fresh = { ...after, ref: { ...after.ref, name: makeObjectName(after.ref.name, null, "new") } } as Checked;
  const swap = [
    statement(`ALTER TABLE ${home(before.ref)} DROP CONSTRAINT ${quoteIdentifier(before.ref.name)}`, {
      locks: [lock(tableOf(before), "accessExclusive"), ...addLocks(before)],
    }),
    statement(`ALTER TABLE ${home(after.ref)} RENAME CONSTRAINT ${quoteIdentifier(fresh.ref.name)} TO ${quoteIdentifier(after.ref.name)}`),
  ];
  return [...addChecked(fresh, effect(null, fresh), situation), inTransaction(swap, [effect(before, null), effect(fresh, after)])];
}
