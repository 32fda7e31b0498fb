import type { ObjectChange } from "../../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, refKey, type ObjectRef } from "../../../../model/ref.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import { collation } from "../../object/column.ts";
import { home, qualified, quoteIdentifier } from "../../quote.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { moveColumn } from "./move-column.ts";
import { movesBeside } from "./moves-beside.ts";
import { impliedSequence } from "../sequence/serial.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { defaultsAway, keptDefaults, tuningBack } from "../table/kept-in-heirs.ts";
import { newTuning } from "../table/tuning.ts";
import { refuseTyped } from "../table/typed-table.ts";
import { cutsWhenCast, judgeTypeChange } from "./type-change.ts";

type Column = SchemaObjectOf<"column">;

/** Another type or collation: in place where the stored bytes stay; else beside the application where that can be, and else the table is written anew. */
export function changeType(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  refuseTyped(before.ref.parent as ObjectRef, situation);
  const { rewrite, losses, value } = judge(before, after, change, situation);
  if (!rewrite || !movesBeside(before, after, situation)) return changeTypeAtOnce(before, after, change, situation);
  return moveColumn({ before, after, change, value: value ?? quoteIdentifier(before.ref.name), losses }, situation);
}

/** What the change costs and loses, and SQL for the new value; undefined where an assignment will do. */
function judge(before: Column, after: Column, { via }: ObjectChange, situation: Situation) {
  const holds = situation.rows(before.ref.parent as ObjectRef) === "holds";
  const { effort, loss } = judgeTypeChange(before.body.type, after.body.type);
  const using = via?.up?.using;
  const rewrite = holds && (effort === "rewrite" || using !== undefined || before.body.collation !== after.body.collation);
  const narrows =
    holds && before.body.type !== after.body.type && (loss === "narrowing" || using !== undefined) && !situation.columnEmpty(before.ref);
  const assigned = effort === "inPlace" || cutsWhenCast(after.body.type) || before.body.type === after.body.type;
  // PostgreSQL takes no USING where values lie with another server.
  const isElsewhere = situation.reachesForeign(before.ref.parent as ObjectRef);
  if (isElsewhere && using !== undefined)
    refuse(
      "foreign-table-changes",
      `column ${describeRef(before.ref)}: values that lie with a foreign server are converted by no expression`,
      "Leave `using` out",
    );
  const value = isElsewhere ? undefined : (using ?? (assigned ? undefined : `${quoteIdentifier(before.ref.name)}::${after.body.type}`));
  const losses: readonly Hazard[] = narrows
    ? [hazard("dataLoss", before.ref, `${before.body.type} to ${after.body.type} may cut, round or convert values`)]
    : [];
  return { rewrite, losses, value };
}

/** In one statement. Views over it are made again around it. */
export function changeTypeAtOnce(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = before.ref.parent as ObjectRef;
  const { rewrite, losses, value } = judge(before, after, change, situation);
  const scan = situation.rows(table) === "holds" && !rewrite && checksOf(before, situation);
  const hazards: readonly Hazard[] = [
    ...(rewrite
      ? [
          hazard("tableRewrite", before.ref, "the whole table is written anew, with its indexes"),
          hazard("longLock", table, "nobody can use it meanwhile"),
        ]
      : []),
    ...(scan ? [hazard("constraintScan", before.ref, "checks that use it are checked again")] : []),
    ...losses,
  ];
  const main = statement(alterType(before, after, value), {
    locks: [lock(table, "accessExclusive")],
    hazards,
    inverse: losses.length > 0 ? "structure" : "exact",
  });
  const altered = inTransaction(
    [
      ...defaultsAway(before, situation),
      main,
      ...serialType(before, after),
      ...keptDefaults(after, situation),
      ...keptStorage(before, after),
      ...tuningBack(before, after, situation),
    ],
    [change],
    { preconditions: situation.emptiness(table), long: rewrite || scan ? "yes" : "no" },
  );
  return [aroundOthers({ refs: [before.ref] }, altered, situation)];
}

/** The default goes first and comes back last, in one statement: its old spelling need not be castable to the new type. */
function alterType(before: Column, after: Column, how: string | undefined): string {
  const column = `ALTER COLUMN ${quoteIdentifier(before.ref.name)}`;
  const collate = collation(after.body);
  const type = `${column} TYPE ${after.body.type}${collate === "" ? "" : ` ${collate}`}${how === undefined ? "" : ` USING (${how}\n)`}`;
  const [old, value] = [before.body.default, after.body.default];
  const parts = [
    ...(old === null ? [] : [`${column} DROP DEFAULT`]),
    type,
    ...(value === null ? [] : [`${column} SET DEFAULT ${value.text}`]),
  ];
  return `ALTER TABLE ${home(before.ref)} ${parts.join(", ")}`;
}

/** An identity's sequence follows on its own; that of a serial column does not. */
const serialType = (before: Column, after: Column): readonly Statement[] =>
  before.body.identity?.mode === "serial" && after.body.identity?.mode === "serial" && before.body.type !== after.body.type
    ? [statement(`ALTER SEQUENCE ${qualified(impliedSequence(before.ref))} AS ${after.body.type}`)]
    : [];

/** Another type is kept as that type is by itself. */
const keptStorage = ({ body }: Column, after: Column): readonly Statement[] =>
  body.tuning === undefined ? [] : newTuning({ ...after, body: { ...after.body, tuning: body.tuning } });

function checksOf(column: Column, { model }: Situation): boolean {
  const checks = model.children(column.ref.parent as ObjectRef, "check") as readonly SchemaObjectOf<"check">[];
  return checks.some(({ ref, body }) => refKey(ref) !== refKey(column.ref) && mentionsName(body.expression.text, column.ref.name));
}
