import type { ObjectChange } from "../../../../change/change.ts";
import type { Instruction } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { addEnumLabel, dropEnum, renameEnumLabel } from "../../object/enum.ts";
import { quoteLiteral } from "../../quote.ts";
import { changedComment } from "../statement/comment.ts";
import { additions, renamedLabels } from "../../../../model/enum-labels.ts";
import { newType } from "./new-type.ts";
import { remakeType } from "./remake-type.ts";
import { renameType } from "./rename-type.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import { effect, type Life } from "../statement/strategy.ts";

type Enum = SchemaObjectOf<"enum">;

export const enumLife: Life<"enum"> = {
  create: (after, change) => [inTransaction(newType(after), [change])],
  drop: (before, change) => [inTransaction([statement(dropEnum(before.ref))], [change])],
  alter: alterEnum,
  rename: renameType,
};

/** Labels renamed in place, added one by one, or, where one goes or moves, the type made anew. */
function alterEnum(before: Enum, after: Enum, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const renames = renamedLabels(before.body.values, after.body.values, change.via?.up?.labels ?? {});
  const renamed = before.body.values.map((label) => renames.get(label) ?? label);
  const middle: Enum = { ...before, body: { values: renamed } };
  const added = additions(renamed, after.body.values);
  if (added === null) return [remake(before, after, change, situation)];
  const inPlace = [...renames].map(([from, to]) =>
    statement(renameEnumLabel(before.ref, from, to), {
      hazards: [hazard("incompatibleWithRunningApp", before.ref, `label ${from} is called ${to}`)],
    }),
  );
  const comment = changedComment(before, after);
  if (added.length === 0) return [inTransaction([...inPlace, ...comment], [change])];
  const first = inPlace.length === 0 ? [] : [inTransaction(inPlace, [effect(before, middle)])];
  const adds = added.map(({ label, place }) => statement(addEnumLabel(before.ref, label, place), { inverse: "structure" }));
  // A new label can be used only once it is committed (55P04), so nothing shares its transaction from here on.
  const barrier = situation.context.atomic === "yes" ? {} : ({ barrier: "after" } as const);
  return [...first, inTransaction([...adds, ...comment], [inPlace.length === 0 ? change : effect(middle, after)], barrier)];
}

/** Labels that go are replaced by what was said for them; one that nobody spoke of stops the conversion if a row holds it. */
function remake(before: Enum, after: Enum, change: ObjectChange, situation: Situation): Instruction {
  const labels = change.via?.up?.labels ?? {};
  const gone = before.body.values.filter((label) => !after.body.values.includes(label));
  const loss =
    gone.length === 0
      ? null
      : gone.map((label) => (labels[label] === undefined ? `${label} may not be in use` : `${label} becomes ${labels[label]}`)).join(", ");
  const convert = Object.keys(labels).length === 0 ? {} : { convert: (value: string, to: string) => relabel(value, to, labels) };
  return remakeType({ before, after, change, ...convert, loss }, situation);
}

function relabel(value: string, to: string, labels: Readonly<Record<string, string>>): string {
  const mapped = Object.entries(labels).map(([from, label]) => [quoteLiteral(from), quoteLiteral(label)] as const);
  // A transform may hold no subquery, so the labels of an array are replaced inside it one by one.
  const text = to.endsWith("[]")
    ? mapped.reduce((array, [from, label]) => `pg_catalog.array_replace(${array}, ${from}::text, ${label}::text)`, `${value}::text[]`)
    : `CASE ${value}::text ${mapped.map(([from, label]) => `WHEN ${from} THEN ${label}`).join(" ")} ELSE ${value}::text END`;
  return `(${text})::${to}`;
}
