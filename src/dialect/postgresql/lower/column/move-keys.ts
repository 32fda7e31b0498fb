import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { ObjectChange } from "../../../../change/change.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { constraintDefinition } from "../../object/constraint.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { validate } from "../constraint/add-checked.ts";
import { indexOf, type Key, takeOverIndex } from "../constraint/add-key.ts";
import { carryMarks } from "../index/carry-marks.ts";
import { newComment } from "../statement/comment.ts";
import { buildIndex } from "../index/index-life.ts";
import type { Situation } from "../statement/situation.ts";
import { lock, statement } from "../statement/statements.ts";
import { effect } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;
type ForeignKey = SchemaObjectOf<"foreignKey">;

const integers: readonly string[] = ["smallint", "integer", "bigint"];

/** Whether a key or foreign key over the column can be made again over its successor. Integers of any size refer to each other; of other types nobody can be sure. */
export const canMoveKey = (object: SchemaObject, before: Column, after: Column): boolean =>
  object.kind === "primaryKey" ||
  object.kind === "unique" ||
  (object.kind === "foreignKey" && [before, after].every(({ body }) => integers.includes(body.type)));

/** Keys over a column on their way to its successor, and foreign keys from and to it. */
export interface MovingKeys {
  /** Builds their indexes, beside the application. */
  readonly built: readonly Instruction[];
  /** Before the old column goes. */
  readonly away: readonly Statement[];
  /** Once the successor has the name. */
  readonly back: readonly Statement[];
  /** What is known of them while they are away, and then. */
  readonly gone: readonly ObjectChange[];
  readonly come: readonly ObjectChange[];
  /** Checks the foreign keys, beside the application. */
  readonly checked: readonly Instruction[];
}

/** `fresh`: the successor, filled and NOT NULL where it has to be. `now`: with it. */
export function moveKeys(column: Column, fresh: ObjectRef, now: Situation): MovingKeys {
  const hanging = now.model.dependants(column.ref);
  const keys = hanging
    .filter((object): object is Key => object.kind === "primaryKey" || object.kind === "unique")
    .map((key) => [key, indexOver(key, column.ref.name, fresh.name)] as const);
  const foreignKeys = hanging.filter((object) => object.kind === "foreignKey");
  return {
    built: keys.flatMap(([, index]) => buildIndex(index, [effect(null, index)], now)),
    away: [
      ...keys.map(([key, index]) => carryMarks(key.ref.parent as ObjectRef, { ...key.ref, kind: "index" }, index.ref)),
      ...foreignKeys.map(drop),
      ...keys.map(([key]) => drop(key)),
    ],
    back: [
      ...keys.flatMap(([key, index]) => [takeOverIndex(key, index), ...newComment(key)]),
      ...foreignKeys.flatMap((key) => [add(key), ...newComment(key)]),
    ],
    gone: [...foreignKeys.map((key) => effect(key, null)), ...keys.flatMap(([key, index]) => [effect(key, null), effect(index, null)])],
    come: [...keys.map(([key]) => effect(null, key)), ...foreignKeys.map((key) => effect(null, unchecked(key)))],
    checked: foreignKeys.filter(({ body }) => !body.notValid).flatMap((key) => validate(key, [effect(unchecked(key), key)])),
  };
}

/** Of the key's own columns in their order, the successor in the place of the old one. */
function indexOver(key: Key, from: string, to: string): SchemaObjectOf<"index"> {
  const moved = (names: readonly string[]) => names.map((name) => (name === from ? to : name));
  const body = { ...key.body, columns: moved(key.body.columns), include: moved(key.body.include) };
  return indexOf({ ...key, body } as Key, makeObjectName(key.ref.name, null, "new"));
}

const unchecked = (key: ForeignKey): ForeignKey => ({ ...key, body: { ...key.body, notValid: true } });

const tablesOf = (object: Key | ForeignKey): readonly ObjectRef[] => [
  object.ref.parent as ObjectRef,
  ...(object.kind === "foreignKey" ? [object.body.references.table] : []),
];

const drop = (object: Key | ForeignKey): Statement =>
  statement(`ALTER TABLE ${home(object.ref)} DROP CONSTRAINT ${quoteIdentifier(object.ref.name)}`, {
    locks: tablesOf(object).map((table) => lock(table, "accessExclusive")),
  });

const add = (key: ForeignKey): Statement =>
  statement(`ALTER TABLE ${home(key.ref)} ADD ${constraintDefinition(unchecked(key))}`, {
    locks: tablesOf(key).map((table) => lock(table, "shareRowExclusive")),
  });
