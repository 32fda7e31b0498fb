import type { ObjectChange } from "../../../change/change.ts";
import { relabelDefault } from "../../../change/relabel.ts";
import type { Instruction, Statement } from "../../../instruction/instruction.ts";
import { makeObjectName } from "../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { sameRef, type ObjectRef } from "../../../model/ref.ts";
import { enumOfType } from "../../../model/type-name.ts";
import { addEnumLabel, createEnum, dropEnum, renameEnumLabel } from "../object/enum.ts";
import { home, qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";
import { changedComment, newComment } from "./comment.ts";
import { aroundViews } from "./dependent-views.ts";
import { additions, renamedLabels } from "./enum-labels.ts";
import type { Situation } from "./situation.ts";
import { hazard, inTransaction, lock, statement, stillEmpty } from "./statements.ts";
import { effect, type Life } from "./strategy.ts";

type Enum = SchemaObjectOf<"enum">;
type Column = SchemaObjectOf<"column">;

export const enumLife: Life<"enum"> = {
  create: (after, change) => [inTransaction([statement(createEnum(after.ref, after.body)), ...newComment(after)], [change])],
  drop: (before, change) => [inTransaction([statement(dropEnum(before.ref))], [change])],
  alter: alterEnum,
  rename: (before, after, change) => {
    const inSchema = { ...before.ref, schema: after.ref.schema ?? "" };
    const parts = { hazards: [hazard("incompatibleWithRunningApp", before.ref, "what casts to the old name fails")] };
    return [
      inTransaction(
        [
          ...(before.ref.schema === after.ref.schema ? [] : [statement(`ALTER TYPE ${qualified(before.ref)} SET SCHEMA ${quoteIdentifier(after.ref.schema ?? "")}`, parts)]),
          ...(before.ref.name === after.ref.name ? [] : [statement(`ALTER TYPE ${qualified(inSchema)} RENAME TO ${quoteIdentifier(after.ref.name)}`, parts)]),
        ],
        [change],
      ),
    ];
  },
};

/** Labels renamed in place, added one by one, or, where one goes or moves, the type made anew. */
function alterEnum(before: Enum, after: Enum, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const renames = renamedLabels(before.body.values, after.body.values, change.via?.up?.labels ?? {});
  const renamed = before.body.values.map((label) => renames.get(label) ?? label);
  const middle: Enum = { ...before, body: { values: renamed } };
  const added = additions(renamed, after.body.values);
  if (added === null) return [remake(before, after, change, situation)];
  const inPlace = [...renames].map(([from, to]) => statement(renameEnumLabel(before.ref, from, to), { hazards: [hazard("incompatibleWithRunningApp", before.ref, `label ${from} is called ${to}`)] }));
  const comment = changedComment(before, after);
  if (added.length === 0) return [inTransaction([...inPlace, ...comment], [change])];
  const first = inPlace.length === 0 ? [] : [inTransaction(inPlace, [effect(before, middle)])];
  const adds = added.map(({ label, place }) => statement(addEnumLabel(before.ref, label, place), { inverse: "structure" }));
  // A new label can be used only once it is committed (55P04), so nothing shares its transaction from here on.
  const barrier = situation.context.atomic === "yes" ? {} : ({ barrier: "after" } as const);
  return [...first, inTransaction([...adds, ...comment], [inPlace.length === 0 ? change : effect(middle, after)], barrier)];
}

/** A new type under another name takes over every column, then the name. */
function remake(before: Enum, after: Enum, change: ObjectChange, situation: Situation): Instruction {
  const columns = columnsOf(before.ref, situation);
  const tables = [...new Map(columns.map(({ ref }) => [qualified(ref.parent as ObjectRef), ref.parent as ObjectRef])).values()];
  const fresh: ObjectRef = { ...before.ref, name: makeObjectName(before.ref.name, null, "new") };
  const labels = change.via?.up?.labels ?? {};
  const gone = before.body.values.filter((label) => !after.body.values.includes(label));
  const filled = tables.filter((table) => situation.rows(table) === "holds");
  const hazards = filled.flatMap((table) => [
    hazard("tableRewrite", table, "the whole table is written anew with the new type"),
    hazard("longLock", table, "nobody can use it meanwhile"),
    ...(gone.length === 0 ? [] : [hazard("dataLoss", table, `${gone.map((label) => (labels[label] === undefined ? `${label} may not be in use` : `${label} becomes ${labels[label]}`)).join(", ")}`)]),
  ]);
  const locks = tables.map((table) => lock(table, "accessExclusive"));
  const convert = columns.map((column, at) => statement(convertColumn(column, fresh, labels), at === 0 ? { hazards, locks, inverse: gone.length > 0 && filled.length > 0 ? "structure" : "exact" } : {}));
  const statements: readonly Statement[] = [
    statement(createEnum(fresh, after.body)),
    ...convert,
    statement(dropEnum(before.ref)),
    statement(`ALTER TYPE ${qualified(fresh)} RENAME TO ${quoteIdentifier(after.ref.name)}`),
    ...columns.flatMap((column) => restoreDefault(relabelDefault(column, labels))),
    ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
  ];
  const preconditions = tables.filter((table) => situation.rows(table) === "empty").map(stillEmpty);
  const made = inTransaction(statements, [change], { preconditions, long: filled.length > 0 ? "yes" : "no" });
  return aroundViews({ refs: columns.map(({ ref }) => ref), type: before.ref }, made, situation);
}

function columnsOf(type: ObjectRef, { model }: Situation): readonly Column[] {
  return model.dependants(type).filter((object): object is Column => {
    if (object.kind !== "column") return false;
    const used = enumOfType(object.body.type);
    return used !== undefined && sameRef(used, type);
  });
}

/** Labels that go are replaced by what was said for them; one that nobody spoke of stops the conversion if a row holds it. */
function convertColumn({ ref, body }: Column, fresh: ObjectRef, labels: Readonly<Record<string, string>>): string {
  const name = quoteIdentifier(ref.name);
  const array = body.type.endsWith("[]");
  const mapped = Object.entries(labels);
  const one = (value: string): string => (mapped.length === 0 ? value : `CASE ${value} ${mapped.map(([from, to]) => `WHEN ${quoteLiteral(from)} THEN ${quoteLiteral(to)}`).join(" ")} ELSE ${value} END`);
  // A transform may hold no subquery, so the labels of an array are replaced inside it one by one.
  const many = mapped.reduce((value, [from, to]) => `pg_catalog.array_replace(${value}, ${quoteLiteral(from)}::text, ${quoteLiteral(to)}::text)`, `${name}::text[]`);
  const using = array ? `(${many})::${qualified(fresh)}[]` : `(${one(`${name}::text`)})::${qualified(fresh)}`;
  const drop = body.default === null ? "" : `ALTER COLUMN ${name} DROP DEFAULT, `;
  return `ALTER TABLE ${home(ref)} ${drop}ALTER COLUMN ${name} TYPE ${qualified(fresh)}${array ? "[]" : ""} USING ${using}`;
}

const restoreDefault = ({ ref, body }: Column): readonly Statement[] =>
  body.default === null ? [] : [statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} SET DEFAULT ${body.default.text}`)];
