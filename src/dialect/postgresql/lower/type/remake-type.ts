import type { ObjectChange } from "../../../../change/change.ts";
import { relabelDefault, relabelled } from "../../../../change/relabel.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { type ObjectRef, sameRef } from "../../../../model/ref.ts";
import { dimensionsOf } from "../../../../model/type-name.ts";
import { withAccessOf } from "../../../../model/access.ts";
import { createType, dropType, typeWord } from "../../object/type.ts";
import { home, qualified, quoteIdentifier } from "../../quote.ts";
import { sameAccess } from "../access/access.ts";
import { newCheckComments } from "../constraint/check-comments.ts";
import { newComment } from "../statement/comment.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { settledDomainNotNull } from "./domain-not-null.ts";
import type { Situation } from "../statement/situation.ts";
import { heirsOf } from "../table/heirs.ts";
import { defaultsAway, keptDefaults, tuningBack } from "../table/kept-in-heirs.ts";
import { refuseHeldRows } from "../table/row-type.ts";
import { newTuning } from "../table/tuning.ts";
import { refuseTypeOfTables } from "../table/typed-table.ts";
import { hazard, inTransaction, lock, statement, stillEmpty } from "../statement/statements.ts";
import { columnsOf, type Type, typesOver } from "./made-of.ts";
import { attributeComments, newType, uncheckedChecks } from "./new-type.ts";
import { type Convert, refuseArrays, textOf } from "./text-of.ts";

type Column = SchemaObjectOf<"column">;

interface Remake {
  readonly before: Type;
  readonly after: Type;
  readonly change: ObjectChange;
  /** Absent: by way of its text. */
  readonly convert?: Convert;
  /** What a table that holds rows loses. */
  readonly loss: string | null;
}

/**
 * A new type under another name takes over every column, then the name. One that other types are made of goes with these while their columns hold text, and
 * all of them come again; so does a range: its functions bear its name, and no other can stand beside it.
 */
export function remakeType(remake: Remake, situation: Situation): Instruction {
  const { before, after, change, loss } = remake;
  const over = typesOver(before, situation.model);
  for (const { ref } of over) refuseTypeOfTables(ref, situation);
  const columns = onTop(
    [before, ...over].flatMap((type) => columnsOf(type, situation.model)),
    situation,
  );
  const { labels } = change.via?.up ?? {};
  const tables = [...new Map(columns.map(({ ref }) => [qualified(ref.parent as ObjectRef), ref.parent as ObjectRef])).values()];
  for (const table of tables) refuseHeldRows(table, situation);
  const filled = tables.filter((table) => situation.rows(table) === "holds");
  const hazards: readonly Hazard[] = filled.flatMap((table) => [
    hazard("tableRewrite", table, "the whole table is written anew with the new type"),
    hazard("longLock", table, "nobody can use it meanwhile"),
    ...(loss === null ? [] : [hazard("dataLoss", table, loss)]),
  ]);
  const locks = tables.map((table) => lock(table, "accessExclusive"));
  const inverse = loss !== null && filled.length > 0 ? "structure" : "exact";
  const again = over.map((type) => (type.kind === "domain" ? relabelDefault(type, labels) : type));
  const made: readonly Statement[] =
    over.length === 0 && before.kind !== "rangeType" ? beside(remake, columns) : throughText(remake, columns, over, again);
  const statements: readonly Statement[] = [
    ...columns.flatMap((column) => defaultsAway(column, situation)),
    ...made.map((each, at): Statement => (at === 0 ? { ...each, hazards, locks, inverse } : each)),
    ...columns.flatMap((column) => [
      ...restoreDefault(relabelDefault(column, labels)),
      ...keptDefaults(column, situation, (value) => relabelled(value, labels)),
      ...newTuning(column),
      ...tuningBack(column, column, situation),
    ]),
    ...settledDomainNotNull(after, situation),
    ...newCheckComments(after, before),
    ...(after.kind === "compositeType" ? attributeComments(null, after) : []),
    ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
    ...[withAccessOf(after, before), ...over].flatMap((type) => sameAccess(type, situation)),
  ];
  const preconditions = tables.filter((table) => situation.rows(table) === "empty").map(stillEmpty);
  const instruction = inTransaction(statements, [change], { preconditions, long: filled.length > 0 ? "yes" : "no" });
  return aroundOthers({ refs: columns.map(({ ref }) => ref), types: [before, ...over].map(({ ref }) => ref) }, instruction, situation);
}

function beside({ before, after, convert = asText }: Remake, columns: readonly Column[]): readonly Statement[] {
  const fresh: ObjectRef = { ...before.ref, name: makeObjectName(before.ref.name, null, "new") };
  const converted = columns.map((column) => {
    const type = `${qualified(fresh)}${dimensionsOf(column.body.type)}`;
    return convertColumn(column, type, convert(quoteIdentifier(column.ref.name), type) ?? refuseArrays(before, column));
  });
  return [
    statement(createType(after, fresh)),
    ...converted,
    statement(dropType(before)),
    statement(`ALTER ${typeWord(after.kind)} ${qualified(fresh)} RENAME TO ${quoteIdentifier(after.ref.name)}`),
    ...uncheckedChecks(after),
  ];
}

const asText: Convert = (value, to) => `${value}::text${dimensionsOf(to)}::${to}`;

function throughText(
  { before, after, convert }: Remake,
  columns: readonly Column[],
  over: readonly Type[],
  again: readonly Type[],
): readonly Statement[] {
  const way = { root: before, over, convert };
  return [
    ...columns.map((column) => convertColumn(column, `text${dimensionsOf(column.body.type)}`, textOf(column, way))),
    ...[before, ...over].toReversed().map((type) => statement(dropType(type))),
    statement(createType(after, after.ref)),
    ...uncheckedChecks(after),
    ...again.flatMap(newType),
    ...columns.map((column) => convertColumn(column, column.body.type, `${quoteIdentifier(column.ref.name)}::${column.body.type}`)),
  ];
}

/** Without those that are converted with a table above. */
function onTop(columns: readonly Column[], situation: Situation): readonly Column[] {
  const below = columns.flatMap((column) => heirsOf(column, situation).map(({ table }) => ({ table: table.ref, name: column.ref.name })));
  return columns.filter(({ ref }) => !below.some(({ table, name }) => name === ref.name && sameRef(table, ref.parent as ObjectRef)));
}

function convertColumn({ ref, body }: Column, type: string, using: string): Statement {
  const name = quoteIdentifier(ref.name);
  const drop = body.default === null ? "" : `ALTER COLUMN ${name} DROP DEFAULT, `;
  return statement(`ALTER TABLE ${home(ref)} ${drop}ALTER COLUMN ${name} TYPE ${type} USING ${using}`);
}

const restoreDefault = ({ ref, body }: Column): readonly Statement[] =>
  body.default === null
    ? []
    : [statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} SET DEFAULT ${body.default.text}`)];
