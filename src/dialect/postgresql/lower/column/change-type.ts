import type { ObjectChange } from "../../../../change/change.ts";
import type { Hazard, Instruction, Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { mentionsName } from "../../../../model/identifier.ts";
import { isOtherFamily } from "../../../../model/type-family.ts";
import { dimensionsOf, namedType } from "../../../../model/type-name.ts";
import { collation } from "../../object/column.ts";
import { home, qualified, quoteIdentifier } from "../../quote.ts";
import { isLookedAt, makeAgain } from "../constraint/made-again.ts";
import { aroundOthers } from "../remake/dependants.ts";
import { moveColumn } from "./move-column.ts";
import { movesBeside } from "./moves-beside.ts";
import { impliedSequence } from "../../../../model/column-sequence.ts";
import { refuse } from "../statement/refuse.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { heirsOf } from "../table/heirs.ts";
import { defaultsAway, keptDefaults, tuningBack } from "../table/kept-in-heirs.ts";
import { newTuning } from "../table/tuning.ts";
import { refuseHeldRows } from "../table/row-type.ts";
import { refuseTyped } from "../table/typed-table.ts";
import { cutsWhenCast, judgeTypeChange } from "./type-change.ts";

type Column = SchemaObjectOf<"column">;
type Check = SchemaObjectOf<"check">;

/**
 * Another type or collation: in place where the stored bytes and all indexes stay; else beside the application where that can be, and else the table or what
 * of it does not stay is written anew. Checks are away meanwhile, and read the rows afterwards.
 */
export function changeType(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  refuseTyped(before.ref.parent as ObjectRef, situation);
  refuseHeldRows(before.ref.parent as ObjectRef, situation);
  refuseComputedFrom(before, situation);
  const { rewrite, losses, value } = judge(before, after, change, situation);
  const holds = situation.rows(before.ref.parent as ObjectRef) === "holds";
  const stays = !rewrite && !(holds && rebuiltWith(before, situation).length > 0);
  if (!stays && movesBeside(before, after, situation))
    return moveColumn({ before, after, change, value: value ?? quoteIdentifier(before.ref.name), losses }, situation);
  return holds && !rewrite ? withChecksAway(before, after, change, situation) : changeTypeAtOnce(before, after, change, situation);
}

/** A difference has made them go before. */
function refuseComputedFrom({ ref }: Column, { model }: Situation): void {
  const computed = model.dependants(ref).find((object) => object.kind === "column" && object.body.generated !== null);
  if (computed !== undefined)
    refuse(
      "column-in-use",
      `column ${describeRef(ref)} cannot get another type while column ${describeRef(computed.ref)} is computed from it`,
      "Drop the computed column first and add it again after, in the same revision",
    );
}

/** In place, with the checks that use it checked again beside the application. Those of heirs are theirs too, and stay. */
function withChecksAway(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const isApart = situation.online(before.ref.parent as ObjectRef) && heirsOf(before, situation).length === 0;
  const { away, back, gone, come, checked } = makeAgain(isApart ? checksOf(before, situation) : []);
  const altered = changeTypeAtOnce(before, after, change, situation.after(gone)).map((instruction) =>
    instruction.kind !== "statement"
      ? instruction
      : {
          ...instruction,
          statements: [...away, ...instruction.statements, ...back],
          effects: [...gone, ...instruction.effects, ...come],
        },
  );
  return [...altered, ...checked];
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
  // PostgreSQL takes no USING where values lie with another server, nor where they are computed.
  const isElsewhere = situation.reachesForeign(before.ref.parent as ObjectRef);
  if (isElsewhere && using !== undefined)
    refuse(
      "foreign-table-changes",
      `column ${describeRef(before.ref)}: values that lie with a foreign server are converted by no expression`,
      "Leave `using` out",
    );
  const isComputed = before.body.generated !== null;
  if (isComputed && using !== undefined)
    refuse(
      "computed-column-using",
      `column ${describeRef(before.ref)} is computed: its values come from its expression, and are converted by no other`,
      "Leave `using` out",
    );
  const value = isElsewhere || isComputed ? undefined : (using ?? (assigned ? undefined : castTo(after.body.type, before, situation)));
  const losses: readonly Hazard[] = narrows
    ? [hazard("dataLoss", before.ref, `${before.body.type} to ${after.body.type} may cut, round or convert values`)]
    : [];
  return { rewrite, losses, value };
}

/** No enum can be cast to another but by way of its label. */
function castTo(type: string, { ref, body }: Column, { model }: Situation): string {
  const isEnum = (text: string): boolean => {
    const named = namedType(text);
    return named !== undefined && model.has({ kind: "enum", ...named });
  };
  const label = isEnum(body.type) && isEnum(type) ? `::text${dimensionsOf(body.type)}` : "";
  return `${quoteIdentifier(ref.name)}${label}::${type}`;
}

/** In one statement. Views over it are made again around it. */
export function changeTypeAtOnce(before: Column, after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = before.ref.parent as ObjectRef;
  const { rewrite, losses, value } = judge(before, after, change, situation);
  const inPlace = situation.rows(table) === "holds" && !rewrite;
  const scan = inPlace && checksOf(before, situation).length > 0;
  const rebuilt = inPlace ? rebuiltWith(before, situation) : [];
  const hazards: readonly Hazard[] = [
    ...(rewrite
      ? [
          hazard("tableRewrite", before.ref, "the whole table is written anew, with its indexes"),
          hazard("longLock", table, "nobody can use it meanwhile"),
        ]
      : []),
    ...rebuilt.map(({ ref }) => hazard("indexBuild", ref, "is built anew, for it has an expression or a predicate")),
    ...(rebuilt.length > 0 ? [hazard("longLock", table, "nobody can use it meanwhile")] : []),
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
    { preconditions: situation.emptiness(table), long: rewrite || scan || rebuilt.length > 0 ? "yes" : "no" },
  );
  const compared = isOtherFamily(before.body.type, after.body.type) ? { compared: "otherwise" as const } : {};
  return [aroundOthers({ refs: [before.ref], ...compared }, altered, situation)];
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

/** Checks that every row passes, and that read all of them again when the type changes. */
const checksOf = (column: Column, { model }: Situation): readonly Check[] =>
  (model.children(column.ref.parent as ObjectRef, "check") as readonly Check[]).filter(
    (check) => isLookedAt(check) && mentionsName(check.body.expression.text, column.ref.name),
  );

/** PostgreSQL keeps an index over a column whose bytes stay, but for one with an expression or a predicate: of those it looks at nothing. */
const rebuiltWith = (column: Column, { model }: Situation): readonly SchemaObject[] =>
  model
    .dependants(column.ref)
    .filter(
      (object) =>
        (object.kind === "index" && (object.body.where !== null || object.body.keys.some(({ expression }) => expression !== null))) ||
        (object.kind === "exclude" && (object.body.where !== null || object.body.elements.some(({ expression }) => expression !== null))),
    );
