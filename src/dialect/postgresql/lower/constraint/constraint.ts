import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import { sameRef, type ObjectRef } from "../../../../model/ref.ts";
import { constraintDefinition, type Constraint } from "../../object/constraint.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { addKey, replaceKey } from "./add-key.ts";
import { replaceInPartitions } from "./replace-in-partitions.ts";
import { addChecked, type Checked, checksLater, replaceChecked, validate } from "./add-checked.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { changedMarks } from "../index/replica-identity.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect, type Life } from "../statement/strategy.ts";

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;

function dropConstraint(before: Constraint, change: ObjectChange): readonly Instruction[] {
  const other =
    before.kind === "foreignKey" && !sameRef(before.body.references.table, tableOf(before))
      ? [lock(before.body.references.table, "accessExclusive")]
      : [];
  const sql = `ALTER TABLE ${home(before.ref)} DROP CONSTRAINT ${quoteIdentifier(before.ref.name)}`;
  return [inTransaction([statement(sql, { locks: [lock(tableOf(before), "accessExclusive"), ...other] })], [change])];
}

function renameConstraint(before: Constraint, after: Constraint, change: ObjectChange): readonly Instruction[] {
  const sql = `ALTER TABLE ${home(before.ref)} RENAME CONSTRAINT ${quoteIdentifier(before.ref.name)} TO ${quoteIdentifier(after.ref.name)}`;
  return [inTransaction([statement(sql, { locks: [lock(tableOf(before), "accessExclusive")] })], [change])];
}

/** Takes the old one away and adds the new one at once. */
function replaceAtOnce(before: Constraint, after: Constraint, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = tableOf(before);
  const holds = situation.rows(table) === "holds";
  const hazards = holds
    ? [hazard("constraintScan", after.ref, "the whole table is read"), hazard("longLock", table, "nobody can use it meanwhile")]
    : [];
  const sql = `ALTER TABLE ${home(before.ref)} DROP CONSTRAINT ${quoteIdentifier(before.ref.name)}, ADD ${constraintDefinition(after)}`;
  const marks = after.kind === "unique" || after.kind === "primaryKey" ? changedMarks(null, after) : [];
  const other = after.kind === "foreignKey" ? [lock(after.body.references.table, "shareRowExclusive")] : [];
  return [
    inTransaction(
      [statement(sql, { locks: [lock(table, "accessExclusive"), ...other], hazards }), ...marks, ...newComment(after)],
      [change],
      { preconditions: situation.emptiness(table), long: holds ? "yes" : "no" },
    ),
  ];
}

const sameBut = (before: object, after: object, fields: readonly string[]): boolean => {
  const without = (body: object) => canonicalJson(Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field))));
  return without(before) === without(after);
};

function alterChecked(before: Checked, after: Checked, change: ObjectChange, situation: Situation): readonly Instruction[] {
  if (sameBut(before.body, after.body, [])) return [inTransaction(changedComment(before, after), [change])];
  if (before.body.notValid && !after.body.notValid && sameBut(before.body, after.body, ["notValid"]))
    return validate(after, [change]).map((instruction) => ({
      ...instruction,
      statements: [...instruction.statements, ...changedComment(before, after)],
    }));
  if (
    before.kind === "foreignKey" &&
    after.kind === "foreignKey" &&
    sameBut(before.body, after.body, ["deferrable", "initiallyDeferred"])
  ) {
    const { deferrable, initiallyDeferred } = after.body;
    const how = deferrable ? `DEFERRABLE INITIALLY ${initiallyDeferred ? "DEFERRED" : "IMMEDIATE"}` : "NOT DEFERRABLE";
    const sql = `ALTER TABLE ${home(before.ref)} ALTER CONSTRAINT ${quoteIdentifier(before.ref.name)} ${how}`;
    return [
      inTransaction(
        [
          statement(sql, { locks: [lock(tableOf(before), "shareRowExclusive"), lock(after.body.references.table, "shareRowExclusive")] }),
          ...changedComment(before, after),
        ],
        [change],
      ),
    ];
  }
  return checksLater(after, situation) ? replaceChecked(before, after, situation) : replaceAtOnce(before, after, change, situation);
}

const alterKey: Life<"unique">["alter"] & Life<"primaryKey">["alter"] = (
  before: Constraint,
  after: Constraint,
  change: ObjectChange,
  situation: Situation,
) => {
  if (sameBut(before.body, after.body, [])) return [inTransaction(changedComment(before, after), [change])];
  if ((after.kind !== "unique" && after.kind !== "primaryKey") || (before.kind !== "unique" && before.kind !== "primaryKey")) return [];
  if (sameBut(before.body, after.body, ["cluster", "replicaIdentity"]))
    return [inTransaction([...changedMarks(before, after), ...changedComment(before, after)], [change])];
  // Its shares go with it, and no statement makes those that it lacks.
  if (before.body.incomplete) {
    const gone = effect(before, null);
    return [...dropConstraint(before, gone), ...addKey(after, effect(null, after), situation.after([gone]))];
  }
  if (after.body.withoutOverlaps) return replaceAtOnce(before, after, change, situation);
  if (situation.byPartition(tableOf(before))) return replaceInPartitions(before, after, situation);
  return situation.online(tableOf(before)) ? replaceKey(before, after, situation) : replaceAtOnce(before, after, change, situation);
};

export const uniqueLife: Life<"unique"> = { create: addKey, drop: dropConstraint, alter: alterKey, rename: renameConstraint };
export const primaryKeyLife: Life<"primaryKey"> = { create: addKey, drop: dropConstraint, alter: alterKey, rename: renameConstraint };
export const checkLife: Life<"check"> = { create: addChecked, drop: dropConstraint, alter: alterChecked, rename: renameConstraint };
export const foreignKeyLife: Life<"foreignKey"> = {
  create: addChecked,
  drop: dropConstraint,
  alter: alterChecked,
  rename: renameConstraint,
};

/** An exclusion constraint has no online form. */
export const excludeLife: Life<"exclude"> = {
  create: (after, change, situation) => {
    const holds = situation.rows(tableOf(after)) === "holds";
    const hazards = holds
      ? [
          hazard("constraintScan", after.ref, "its index is built at once"),
          hazard("longLock", tableOf(after), "nobody can use it meanwhile"),
        ]
      : [];
    const add = statement(`ALTER TABLE ${home(after.ref)} ADD ${constraintDefinition(after)}`, {
      locks: [lock(tableOf(after), "accessExclusive")],
      hazards,
    });
    return [
      inTransaction([add, ...newComment(after)], [change], {
        preconditions: situation.emptiness(tableOf(after)),
        long: holds ? "yes" : "no",
      }),
    ];
  },
  drop: dropConstraint,
  alter: (before, after, change, situation) =>
    sameBut(before.body, after.body, [])
      ? [inTransaction(changedComment(before, after), [change])]
      : replaceAtOnce(before, after, change, situation),
  rename: renameConstraint,
};
