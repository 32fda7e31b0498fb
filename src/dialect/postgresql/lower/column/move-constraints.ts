import type { Instruction } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import type { Checked } from "../constraint/add-checked.ts";
import { indexOf, type Key, takeOverIndex } from "../constraint/add-key.ts";
import { dropConstraint, type MadeAgain, makeAgain } from "../constraint/made-again.ts";
import { carryMarks } from "../index/carry-marks.ts";
import { newComment } from "../statement/comment.ts";
import { buildIndex } from "../index/index-life.ts";
import type { Situation } from "../statement/situation.ts";
import { effect } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;

const integers = /^(?:smallint|integer|bigint)$/;
const texts = /^(?:text|character varying(?:\(\d+\))?)$/;

/** Columns of these types refer to each other, whatever their size; of others nobody can be sure. */
const referAlike = (before: Column, after: Column): boolean =>
  before.body.collation === after.body.collation &&
  [integers, texts].some((alike) => [before, after].every(({ body }) => alike.test(body.type)));

/** Whether a constraint over the column can be made again over its successor. */
export const canMoveConstraint = (object: SchemaObject, before: Column, after: Column): boolean =>
  object.kind === "primaryKey" ||
  object.kind === "unique" ||
  object.kind === "check" ||
  (object.kind === "foreignKey" && referAlike(before, after));

/** Constraints over a column on their way to its successor, and foreign keys to it. */
export interface MovingConstraints extends MadeAgain {
  /** Builds the indexes of keys, beside the application. */
  readonly built: readonly Instruction[];
}

/** `fresh`: the successor, filled and NOT NULL where it has to be. `now`: with it. */
export function moveConstraints(column: Column, fresh: ObjectRef, now: Situation): MovingConstraints {
  const hanging = now.model.dependants(column.ref);
  const keys = hanging
    .filter((object): object is Key => object.kind === "primaryKey" || object.kind === "unique")
    .map((key) => [key, indexOver(key, column.ref.name, fresh.name)] as const);
  const others = makeAgain(hanging.filter((object): object is Checked => object.kind === "foreignKey" || object.kind === "check"));
  return {
    built: keys.flatMap(([, index]) => buildIndex(index, [effect(null, index)], now)),
    away: [
      ...keys.map(([key, index]) => carryMarks(key.ref.parent as ObjectRef, { ...key.ref, kind: "index" }, index.ref)),
      ...others.away,
      ...keys.map(([key]) => dropConstraint(key)),
    ],
    back: [...keys.flatMap(([key, index]) => [takeOverIndex(key, index), ...newComment(key)]), ...others.back],
    gone: [...others.gone, ...keys.flatMap(([key, index]) => [effect(key, null), effect(index, null)])],
    come: [...keys.map(([key]) => effect(null, key)), ...others.come],
    checked: others.checked,
  };
}

/** Of the key's own columns in their order, the successor in the place of the old one. */
function indexOver(key: Key, from: string, to: string): SchemaObjectOf<"index"> {
  const moved = (names: readonly string[]) => names.map((name) => (name === from ? to : name));
  const body = { ...key.body, columns: moved(key.body.columns), include: moved(key.body.include) };
  return indexOf({ ...key, body } as Key, makeObjectName(key.ref.name, null, "new"));
}
