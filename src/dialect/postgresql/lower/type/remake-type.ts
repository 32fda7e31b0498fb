import type { ObjectChange } from "../../../../change/change.ts";
import { relabelDefault, relabelled } from "../../../../change/relabel.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import { makeObjectName } from "../../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, isTypeKind, type ObjectRef, sameRef, type TypeKind } from "../../../../model/ref.ts";
import { isOfType } from "../../../../model/type-name.ts";
import { createType, dropType, typeWord } from "../../object/type.ts";
import { home, qualified, quoteIdentifier } from "../../quote.ts";
import { withAccessOf } from "../../../../model/access.ts";
import { sameAccess } from "../access/access.ts";
import { newCheckComments } from "../constraint/check-comments.ts";
import { newComment } from "../statement/comment.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { refuse } from "../statement/refuse.ts";
import { settledDomainNotNull } from "./domain-not-null.ts";
import type { Situation } from "../statement/situation.ts";
import { heirsOf } from "../table/heirs.ts";
import { defaultsAway, keptDefaults, tuningBack } from "../table/kept-in-heirs.ts";
import { refuseHeldRows } from "../table/row-type.ts";
import { newTuning } from "../table/tuning.ts";
import { hazard, inTransaction, lock, statement, stillEmpty } from "../statement/statements.ts";

type Type = SchemaObjectOf<TypeKind> & SchemaObject;
type Column = SchemaObjectOf<"column">;

interface Remake {
  readonly before: Type;
  readonly after: Type;
  readonly change: ObjectChange;
  /** SQL that gives the value of a column, by its quoted name, in the type that is called `fresh`; null: as text, for what cannot stand beside its like. */
  readonly convert: ((column: Column, fresh: string) => string) | null;
  /** What a table that holds rows loses. */
  readonly loss: string | null;
}

/** A new type under another name takes over every column, then the name. */
export function remakeType({ before, after, change, convert, loss }: Remake, situation: Situation): Instruction {
  const columns = onTop(columnsOfType(before.ref, situation), situation);
  const { labels } = change.via?.up ?? {};
  refuseOtherTypes(before.ref, situation);
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
  const statements: readonly Statement[] = [
    ...columns.flatMap((column) => defaultsAway(column, situation)),
    ...(convert === null ? throughText(before, after, columns) : beside(before, after, columns, convert)).map((sql, at) =>
      statement(sql, at === 0 ? { hazards, locks, inverse } : {}),
    ),
    ...columns.flatMap((column) => [
      ...restoreDefault(relabelDefault(column, labels)),
      ...keptDefaults(column, situation, (value) => relabelled(value, labels)),
      ...newTuning(column),
      ...tuningBack(column, column, situation),
    ]),
    ...settledDomainNotNull(after, situation),
    ...newCheckComments(after, before),
    ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
    ...sameAccess(withAccessOf(after, before), situation),
  ];
  const preconditions = tables.filter((table) => situation.rows(table) === "empty").map(stillEmpty);
  const made = inTransaction(statements, [change], { preconditions, long: filled.length > 0 ? "yes" : "no" });
  return aroundOthers({ refs: columns.map(({ ref }) => ref), type: before.ref }, made, situation);
}

function beside(before: Type, after: Type, columns: readonly Column[], convert: NonNullable<Remake["convert"]>): readonly string[] {
  const fresh: ObjectRef = { ...before.ref, name: makeObjectName(before.ref.name, null, "new") };
  const converted = columns.map((column) => {
    const type = `${qualified(fresh)}${arrayOf(column)}`;
    return convertColumn(column, type, convert(column, type));
  });
  return [
    createType(after, fresh),
    ...converted,
    dropType(before),
    `ALTER ${typeWord(after.kind)} ${qualified(fresh)} RENAME TO ${quoteIdentifier(after.ref.name)}`,
  ];
}

function throughText(before: Type, after: Type, columns: readonly Column[]): readonly string[] {
  const to = (name: string) => (column: Column) =>
    convertColumn(column, `${name}${arrayOf(column)}`, `${quoteIdentifier(column.ref.name)}::${name}${arrayOf(column)}`);
  return [...columns.map(to("text")), dropType(before), createType(after, after.ref), ...columns.map(to(qualified(after.ref)))];
}

const arrayOf = ({ body }: Column): string => (body.type.endsWith("[]") ? "[]" : "");

/** Without those that are converted with a table above. */
function onTop(columns: readonly Column[], situation: Situation): readonly Column[] {
  const below = columns.flatMap((column) => heirsOf(column, situation).map(({ table }) => ({ table: table.ref, name: column.ref.name })));
  return columns.filter(({ ref }) => !below.some(({ table, name }) => name === ref.name && sameRef(table, ref.parent as ObjectRef)));
}

/** Columns of the type, or of arrays of it. */
export const columnsOfType = (type: ObjectRef, { model }: Situation): readonly Column[] =>
  model.dependants(type).filter((object): object is Column & SchemaObject => object.kind === "column" && isOfType(object.body.type, type));

function refuseOtherTypes(type: ObjectRef, { model }: Situation): void {
  const user = model.dependants(type).find(({ kind }) => isTypeKind(kind));
  if (user !== undefined)
    refuse(
      "type-in-use",
      `${describeRef(type)} must be made anew for this change, and ${describeRef(user.ref)} is made of it`,
      `Drop ${describeRef(user.ref)} in a revision before, or give the changed type another name`,
    );
}

function convertColumn({ ref, body }: Column, type: string, using: string): string {
  const name = quoteIdentifier(ref.name);
  const drop = body.default === null ? "" : `ALTER COLUMN ${name} DROP DEFAULT, `;
  return `ALTER TABLE ${home(ref)} ${drop}ALTER COLUMN ${name} TYPE ${type} USING ${using}`;
}

const restoreDefault = ({ ref, body }: Column): readonly Statement[] =>
  body.default === null
    ? []
    : [statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} SET DEFAULT ${body.default.text}`)];
