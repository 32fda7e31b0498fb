import type { ObjectChange } from "../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { refKey, type ObjectRef } from "../../../model/ref.ts";
import { mentionsName } from "../../../model/identifier.ts";
import { collation } from "../object/column.ts";
import { home, qualified, quoteIdentifier } from "../quote.ts";
import { aroundViews } from "./dependent-views.ts";
import { impliedSequence } from "./serial.ts";
import type { Situation } from "./situation.ts";
import { hazard, inTransaction, lock, statement } from "./statements.ts";
import { cutsWhenCast, judgeTypeChange } from "./type-change.ts";

type Column = SchemaObjectOf<"column">;

/** Another type or collation: in place where the stored bytes stay, else the table is written anew. Views over it are made again around it. */
export function changeType(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = before.ref.parent as ObjectRef;
  const holds = situation.rows(table) === "holds";
  const { effort, loss } = judgeTypeChange(before.body.type, after.body.type);
  const using = change.via?.up?.using;
  const rewrite = holds && (effort === "rewrite" || using !== undefined || before.body.collation !== after.body.collation);
  const scan = holds && !rewrite && checksOf(before, situation);
  const narrows = holds && before.body.type !== after.body.type && (loss === "narrowing" || using !== undefined) && !situation.columnEmpty(before.ref);
  const hazards: readonly Hazard[] = [
    ...(rewrite ? [hazard("tableRewrite", before.ref, "the whole table is written anew, with its indexes"), hazard("longLock", table, "nobody can use it meanwhile")] : []),
    ...(scan ? [hazard("constraintScan", before.ref, "checks that use it are checked again")] : []),
    ...(narrows ? [hazard("dataLoss", before.ref, `${before.body.type} to ${after.body.type} may cut, round or convert values`)] : []),
  ];
  const main = statement(alterType(before, after, using, effort), { locks: [lock(table, "accessExclusive")], hazards, inverse: narrows ? "structure" : "exact" });
  const altered = inTransaction([main, ...serialType(before, after)], [change], { preconditions: situation.emptiness(table), long: rewrite || scan ? "yes" : "no" });
  return [aroundViews({ refs: [before.ref] }, altered, situation)];
}

/** The default goes first and comes back last, in one statement: its old spelling need not be castable to the new type. */
function alterType(before: Column, after: Column, using: string | undefined, effort: "inPlace" | "rewrite"): string {
  const column = `ALTER COLUMN ${quoteIdentifier(before.ref.name)}`;
  const collate = collation(after.body);
  const how = using ?? (effort === "inPlace" || cutsWhenCast(after.body.type) || before.body.type === after.body.type ? undefined : `${quoteIdentifier(before.ref.name)}::${after.body.type}`);
  const type = `${column} TYPE ${after.body.type}${collate === "" ? "" : ` ${collate}`}${how === undefined ? "" : ` USING (${how}\n)`}`;
  const [old, value] = [before.body.default, after.body.default];
  const parts = [...(old === null ? [] : [`${column} DROP DEFAULT`]), type, ...(value === null ? [] : [`${column} SET DEFAULT ${value.text}`])];
  return `ALTER TABLE ${home(before.ref)} ${parts.join(", ")}`;
}

/** An identity's sequence follows on its own; that of a serial column does not. */
const serialType = (before: Column, after: Column): readonly Statement[] =>
  before.body.identity?.mode === "serial" && after.body.identity?.mode === "serial" && before.body.type !== after.body.type
    ? [statement(`ALTER SEQUENCE ${qualified(impliedSequence(before.ref))} AS ${after.body.type}`)]
    : [];

function checksOf(column: Column, { model }: Situation): boolean {
  const checks = model.children(column.ref.parent as ObjectRef, "check") as readonly SchemaObjectOf<"check">[];
  return checks.some(({ ref, body }) => refKey(ref) !== refKey(column.ref) && mentionsName(body.expression.text, column.ref.name));
}
