import type { ObjectChange } from "../../../../change/change.ts";
import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { ColumnBody } from "../../../../model/body.ts";
import type { Expression } from "../../../../model/expression.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { changeType } from "./change-type.ts";
import { changedComment } from "../statement/comment.ts";
import { changeGenerated } from "./generated.ts";
import { changeForeignOptions } from "../table/foreign-table.ts";
import { changeIdentity } from "../sequence/identity.ts";
import { handPosition } from "../sequence/serial.ts";
import { keptDefaults, keptNotNulls } from "../table/kept-in-heirs.ts";
import { setNotNull } from "../constraint/not-null.ts";
import { changedNotNull } from "../constraint/own-not-null.ts";
import type { Situation } from "../statement/situation.ts";
import { changeTuning } from "../table/tuning.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";
import { effect, type Alter } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;

/** One side of a column that changes on its own, with how. */
interface Aspect {
  readonly fields: readonly (keyof ColumnBody)[];
  readonly lower: Alter<"column">;
}

const identity: Aspect = { fields: ["identity"], lower: changeIdentity };
/** In the order in which they can follow each other. */
const others: readonly Aspect[] = [
  { fields: ["generated"], lower: changeGenerated },
  { fields: ["type", "collation", "default"], lower: changeTypeOrDefault },
  { fields: ["nullable", "notNull"], lower: changeNullable },
  { fields: ["tuning"], lower: changeTuning },
  { fields: ["foreignOptions"], lower: changeForeignOptions },
];

/** Each aspect that changes, one after the other, each with its own effect. */
export function alterColumn(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  // An identity must go before there can be a default or NULL, and needs NOT NULL and no default before it comes.
  const aspects = after.body.identity === null ? [identity, ...others] : [...others, identity];
  const differing = aspects.filter(({ fields }) => fields.some((field) => differs(before.body[field], after.body[field])));
  const comment = changedComment(before, after);
  const instructions: Instruction[] = [];
  let current = before;
  let now = situation;
  for (const [at, { fields, lower }] of differing.entries()) {
    const next =
      at === differing.length - 1 && comment.length === 0 ? after : { ...current, body: { ...current.body, ...pick(after.body, fields) } };
    const whole = current === before && next === after;
    const steps = lower(current, next, whole ? change : { ...change, before: current, after: next }, now);
    instructions.push(...steps);
    now = now.after(steps.flatMap(({ effects }) => effects));
    current = next;
  }
  if (comment.length > 0 || differing.length === 0)
    instructions.push(inTransaction(comment, [differing.length === 0 ? change : effect(current, after)]));
  return withFirst(handPosition(before, after, situation), instructions);
}

/** With statements that come before all others, and with the first of them. */
const withFirst = (statements: readonly Statement[], instructions: readonly Instruction[]): readonly Instruction[] =>
  instructions.map((each, at) =>
    at === 0 && each.kind === "statement" ? { ...each, statements: [...statements, ...each.statements] } : each,
  );

/** Expressions by their text: whose spelling it is does not matter here. */
const differs = (a: unknown, b: unknown): boolean => canonicalJson(withoutForm(a)) !== canonicalJson(withoutForm(b));

function withoutForm(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("text" in value && "form" in value) return (value as Expression).text;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutForm(inner)]));
}

const pick = (body: ColumnBody, fields: readonly (keyof ColumnBody)[]): Partial<ColumnBody> =>
  Object.fromEntries(fields.map((field) => [field, body[field]]));

/** A new type takes the default with it: the old one need not fit. */
function changeTypeOrDefault(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  if (before.body.type !== after.body.type || before.body.collation !== after.body.collation)
    return changeType(before, after, change, situation);
  const how = after.body.default === null ? "DROP DEFAULT" : `SET DEFAULT ${after.body.default.text}`;
  return [inTransaction([alter(before, how), ...keptDefaults(after, situation)], [change])];
}

function changeNullable(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  if (before.body.nullable && !after.body.nullable) return setNotNull(before, after, change, situation);
  const kept = after.body.nullable ? keptNotNulls(after, situation) : [];
  return [
    inTransaction([...changedNotNull(before, after), ...kept], [change], {
      long: kept.some(({ hazards }) => hazards.length > 0) ? "yes" : "no",
    }),
  ];
}

const alter = ({ ref }: Column, how: string) =>
  statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} ${how}`, {
    locks: [lock(ref.parent as ObjectRef, "accessExclusive")],
  });
