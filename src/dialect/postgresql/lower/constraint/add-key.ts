import { isPartOf, partitionsOf } from "../../../../change/partition-parts.ts";
import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { childRef, type ObjectRef } from "../../../../model/ref.ts";
import { constraintDefinition, deferral, type Constraint } from "../../object/constraint.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { carryMarks } from "../index/carry-marks.ts";
import { newComment } from "../statement/comment.ts";
import { buildIndex } from "../index/index-life.ts";
import { setNotNull } from "./not-null.ts";
import { partNames } from "../index/partition-names.ts";
import { share } from "../index/share.ts";
import { changedMarks } from "../index/replica-identity.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

export type Key = SchemaObjectOf<"unique"> | SchemaObjectOf<"primaryKey">;
type Column = SchemaObjectOf<"column">;

const tableOf = ({ ref }: { readonly ref: ObjectRef }): ObjectRef => ref.parent as ObjectRef;

/** Its index is built beside the application, then taken over; at once where there are no rows. */
export function addKey(after: Key, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = tableOf(after);
  // An index that keeps ranges apart cannot be taken over.
  if (situation.online(table) && !after.body.withoutOverlaps) {
    const [required, ready] = requireColumns(after, situation);
    const index = indexOf(after, after.ref.name);
    return [
      ...required,
      ...buildIndex(index, [effect(null, index)], ready),
      inTransaction([takeOverIndex(after, index), ...changedMarks(null, after), ...newComment(after)], [effect(index, null), change]),
    ];
  }
  if (situation.byPartition(table) && !after.body.withoutOverlaps) return addToPartitions(after, change, situation);
  const holds = situation.rows(table) === "holds";
  const hazards = holds
    ? [hazard("indexBuild", after.ref, "reads the whole table"), hazard("longLock", table, "nobody can use it meanwhile")]
    : [];
  const add = statement(`ALTER TABLE ${home(after.ref)} ADD ${constraintDefinition(after)}`, {
    locks: [lock(table, "accessExclusive")],
    hazards,
  });
  const implied = nullableColumns(after, situation).map((column) =>
    effect(column, { ...column, body: { ...column.body, nullable: false } }),
  );
  return [
    inTransaction([add, ...partNames(after, situation), ...changedMarks(null, after), ...newComment(after)], [...implied, change], {
      preconditions: situation.emptiness(table),
      long: holds ? "yes" : "no",
    }),
  ];
}

/** Each partition gets a key of its own beside the application; the key of the whole, which comes last, finds them and makes them its parts. */
export function addToPartitions(after: Key, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = tableOf(after);
  const [required, ready] = requireColumns(after, situation);
  let behind = ready;
  const keys = partitionsOf(table, situation.model).flatMap((partition) => {
    const isThere = behind.model.children(partition.ref, after.kind).some((own) => isPartOf(own, after));
    if (isThere || behind.isPartitioned(partition.ref)) return [];
    const part = share(after, partition, behind);
    const steps = addKey(part, effect(null, part), behind);
    behind = behind.after(steps.flatMap(({ effects }) => effects));
    return steps;
  });
  const add = statement(`ALTER TABLE ${home(after.ref)} ADD ${constraintDefinition(after)}`, { locks: [lock(table, "accessExclusive")] });
  return [
    ...required,
    ...keys,
    inTransaction([add, ...partNames(after, behind), ...changedMarks(null, after), ...newComment(after)], [change]),
  ];
}

/** The new index is built under another name; then old and new change places at once. */
export function replaceKey(before: Constraint, after: Key, situation: Situation): readonly Instruction[] {
  const [required, ready] = requireColumns(after, situation);
  const index = indexOf(after, makeObjectName(after.ref.name, null, "new"));
  const drop = statement(`ALTER TABLE ${home(before.ref)} DROP CONSTRAINT ${quoteIdentifier(before.ref.name)}`, {
    locks: [lock(tableOf(before), "accessExclusive")],
  });
  const marks =
    before.kind === "primaryKey" || before.kind === "unique"
      ? [carryMarks(tableOf(after), { ...before.ref, kind: "index" }, index.ref)]
      : [];
  const swap = inTransaction(
    [
      ...marks,
      drop,
      takeOverIndex(after, index),
      ...(before.kind === "primaryKey" || before.kind === "unique" ? changedMarks(before, after) : changedMarks(null, after)),
      ...newComment(after),
    ],
    [effect(before, null), effect(index, null), effect(null, after)],
  );
  return [...required, ...buildIndex(index, [effect(null, index)], ready), swap];
}

/** The constraint takes the index over and gives it its own name. */
export const takeOverIndex = (key: Key, index: SchemaObjectOf<"index">): Statement =>
  statement(
    [
      `ALTER TABLE ${home(key.ref)} ADD CONSTRAINT ${quoteIdentifier(key.ref.name)} ${key.kind === "unique" ? "UNIQUE" : "PRIMARY KEY"} USING INDEX ${quoteIdentifier(index.ref.name)}`,
      deferral(key.body),
    ]
      .filter((part) => part !== "")
      .join(" "),
    { locks: [lock(tableOf(key), "accessExclusive")] },
  );

/** A primary key's columns are NOT NULL, which is checked first, beside the application. */
export function requireColumns(key: Key, situation: Situation): readonly [readonly Instruction[], Situation] {
  let ready = situation;
  const instructions: Instruction[] = [];
  for (const column of nullableColumns(key, situation)) {
    const required = { ...column, body: { ...column.body, nullable: false } };
    const steps = setNotNull(column, required, effect(column, required), ready);
    instructions.push(...steps);
    ready = ready.after(steps.flatMap(({ effects }) => effects));
  }
  return [instructions, ready];
}

function nullableColumns(key: Key, situation: Situation): readonly Column[] {
  if (key.kind !== "primaryKey") return [];
  return key.body.columns.flatMap((name) => {
    const column = known(situation.model.get({ ...childRef("column", tableOf(key), name), kind: "column" }));
    return column?.body.nullable === true ? [column] : [];
  });
}

export const indexOf = (key: Key, name: string): SchemaObjectOf<"index"> => ({
  kind: "index",
  ref: { kind: "index", parent: tableOf(key), name },
  origin: key.origin,
  comment: null,
  body: {
    unique: true,
    method: "btree",
    keys: key.body.columns.map((column) => ({ column, expression: null, order: "asc", nulls: null, opclass: null, collation: null })),
    include: key.body.include,
    where: null,
    nullsNotDistinct: key.kind === "unique" && key.body.nullsNotDistinct,
    options: key.body.options ?? {},
    ...(key.body.tablespace === undefined ? {} : { tablespace: key.body.tablespace }),
    valid: true,
  },
});
