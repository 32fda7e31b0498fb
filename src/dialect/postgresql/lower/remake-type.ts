import type { ObjectChange } from "../../../change/change.ts";
import { relabelDefault } from "../../../change/relabel.ts";
import type { Hazard, Instruction, Statement } from "../../../instruction/instruction.ts";
import { makeObjectName } from "../../../model/naming.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../model/object.ts";
import { describeRef, isTypeKind, type ObjectRef, type TypeKind } from "../../../model/ref.ts";
import { isOfType } from "../../../model/type-name.ts";
import { createType, dropType, typeWord } from "../object/type.ts";
import { home, qualified, quoteIdentifier } from "../quote.ts";
import { newComment } from "./comment.ts";
import { aroundViews } from "./dependent-views.ts";
import { refuse } from "./refuse.ts";
import type { Situation } from "./situation.ts";
import { hazard, inTransaction, lock, statement, stillEmpty } from "./statements.ts";

type Type = SchemaObjectOf<TypeKind> & SchemaObject;
type Column = SchemaObjectOf<"column">;

interface Remake {
  readonly before: Type;
  readonly after: Type;
  readonly change: ObjectChange;
  /** SQL that gives the value of a column, by its quoted name, in the type that is called `fresh`. */
  readonly convert: (column: Column, fresh: string) => string;
  /** What a table that holds rows loses. */
  readonly loss: string | null;
}

/** A new type under another name takes over every column, then the name. */
export function remakeType({ before, after, change, convert, loss }: Remake, situation: Situation): Instruction {
  const columns = columnsOfType(before.ref, situation);
  refuseOtherTypes(before.ref, situation);
  const tables = [...new Map(columns.map(({ ref }) => [qualified(ref.parent as ObjectRef), ref.parent as ObjectRef])).values()];
  const fresh: ObjectRef = { ...before.ref, name: makeObjectName(before.ref.name, null, "new") };
  const filled = tables.filter((table) => situation.rows(table) === "holds");
  const hazards: readonly Hazard[] = filled.flatMap((table) => [
    hazard("tableRewrite", table, "the whole table is written anew with the new type"),
    hazard("longLock", table, "nobody can use it meanwhile"),
    ...(loss === null ? [] : [hazard("dataLoss", table, loss)]),
  ]);
  const locks = tables.map((table) => lock(table, "accessExclusive"));
  const inverse = loss !== null && filled.length > 0 ? "structure" : "exact";
  const converted = columns.map((column, at) => statement(convertColumn(column, fresh, convert), at === 0 ? { hazards, locks, inverse } : {}));
  const statements: readonly Statement[] = [
    statement(createType(after, fresh)),
    ...converted,
    statement(dropType(before)),
    statement(`ALTER ${typeWord(after.kind)} ${qualified(fresh)} RENAME TO ${quoteIdentifier(after.ref.name)}`),
    ...columns.flatMap((column) => restoreDefault(relabelDefault(column, change.via?.up?.labels ?? {}))),
    ...newComment(after.comment === undefined ? { ...after, comment: before.comment ?? null } : after),
  ];
  const preconditions = tables.filter((table) => situation.rows(table) === "empty").map(stillEmpty);
  const made = inTransaction(statements, [change], { preconditions, long: filled.length > 0 ? "yes" : "no" });
  return aroundViews({ refs: columns.map(({ ref }) => ref), type: before.ref }, made, situation);
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

function convertColumn(column: Column, fresh: ObjectRef, convert: Remake["convert"]): string {
  const { ref, body } = column;
  const name = quoteIdentifier(ref.name);
  const type = `${qualified(fresh)}${body.type.endsWith("[]") ? "[]" : ""}`;
  const drop = body.default === null ? "" : `ALTER COLUMN ${name} DROP DEFAULT, `;
  return `ALTER TABLE ${home(ref)} ${drop}ALTER COLUMN ${name} TYPE ${type} USING ${convert(column, type)}`;
}

const restoreDefault = ({ ref, body }: Column): readonly Statement[] =>
  body.default === null ? [] : [statement(`ALTER TABLE ${home(ref)} ALTER COLUMN ${quoteIdentifier(ref.name)} SET DEFAULT ${body.default.text}`)];
