import type { ObjectChange } from "../../../../change/change.ts";
import { isSecondColumn } from "../../../../change/second-column.ts";
import type { Hazard, Instruction, Precondition } from "../../../../instruction/instruction.ts";
import { broughtColumn } from "../../../../model/brought-column.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { describeRef, refKey, type ObjectRef } from "../../../../model/ref.ts";
import { columnDefinition } from "../../object/column.ts";
import { home, quoteIdentifier } from "../../quote.ts";
import { alterColumn } from "./alter-column.ts";
import { newComment } from "../statement/comment.ts";
import { isConstant } from "../statement/constant.ts";
import { fillColumn, pagingKey } from "../rows/fill-column.ts";
import { setNotNull } from "../constraint/not-null.ts";
import { newNotNull } from "../constraint/own-not-null.ts";
import { renamedNotNulls } from "../constraint/not-null-names.ts";
import { refuse } from "../statement/refuse.ts";
import { addSecondColumn, dropSecondColumn } from "./second-column.ts";
import { newSequences, renamedSequences } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";
import { newTuning } from "../table/tuning.ts";
import { refuseTyped } from "../table/typed-table.ts";
import { effect, type Life } from "../statement/strategy.ts";

type Column = SchemaObjectOf<"column">;

const tableOf = ({ ref }: Column): ObjectRef => ref.parent as ObjectRef;

export const columnLife: Life<"column"> = {
  create: (after, change, situation) => {
    refuseTyped(tableOf(after), situation);
    refuseBrought(after, situation);
    if (isSecondColumn(after)) return addSecondColumn(after, change, situation);
    return situation.rows(tableOf(after)) === "holds" ? addToRows(after, change, situation) : [addColumn(after, change, situation, [])];
  },
  drop: (before, change, situation) => {
    refuseTyped(tableOf(before), situation);
    refuseShared(before, situation);
    return isSecondColumn(before) ? dropSecondColumn(before, change, situation) : dropColumn(before, change, situation);
  },
  alter: (before, after, change, situation) => {
    const found = behindItsTable(before, situation);
    return alterColumn(found, after, found === before ? change : { ...change, before: found as SchemaObject }, situation);
  },
  rename: (before, after, change, situation) => {
    refuseTyped(tableOf(before), situation);
    const visible = situation.rows(tableOf(before)) !== "new";
    const hazards = visible ? [hazard("incompatibleWithRunningApp", before.ref, "what uses the old name fails")] : [];
    const sql = `ALTER TABLE ${home(before.ref)} RENAME COLUMN ${quoteIdentifier(before.ref.name)} TO ${quoteIdentifier(after.ref.name)}`;
    return [
      inTransaction(
        [
          statement(sql, { locks: [lock(tableOf(before), "accessExclusive")], hazards }),
          ...renamedSequences([[before, after.ref]]),
          ...renamedNotNulls([[before, after.ref]], situation),
        ],
        [change],
      ),
    ];
  },
};

/** With its sequence as lasting as a table that changed just before: that goes along. */
function behindItsTable(column: Column, { model }: Situation): Column {
  const current = known(model.get(column.ref))?.body.identity;
  const { identity } = column.body;
  if (identity?.unlogged === undefined || current == null || current.unlogged === identity.unlogged) return column;
  return { ...column, body: { ...column.body, identity: current } };
}

/** @throws InputError where the table has such a column from above: PostgreSQL does not take it for its own too afterwards */
function refuseBrought({ ref }: Column, { model }: Situation): void {
  const table = ref.parent as ObjectRef;
  if (broughtColumn(table, ref.name, model) === undefined) return;
  refuse(
    "column-comes-from-above",
    `${describeRef(table)} has a column ${ref.name} already, from a table above it`,
    `Add it to ${describeRef(table)} in a step before the one by which it comes from there, or say under columnSettings what it has otherwise`,
  );
}

/** @throws InputError where the table has the column from above too: PostgreSQL drops it there alone */
function refuseShared({ ref }: Column, { model }: Situation): void {
  const table = ref.parent as ObjectRef;
  if (broughtColumn(table, ref.name, model) === undefined) return;
  refuse(
    "column-stays-from-above",
    `${describeRef(table)} keeps its column ${ref.name}, which it has from a table above it too`,
    `Declare it at ${describeRef(table)} as before: what it has otherwise, a default for one, can go`,
  );
}

function addColumn(after: Column, change: ObjectChange, situation: Situation, hazards: readonly Hazard[]): Instruction {
  const add = statement(`ALTER TABLE ${home(after.ref)} ADD COLUMN ${columnDefinition(after)}`, {
    locks: [lock(tableOf(after), "accessExclusive")],
    hazards,
  });
  // A NOT NULL without a value would fail on rows that came meanwhile: better to be planned anew.
  const needsEmpty = !after.body.nullable && after.body.default === null && after.body.identity === null && after.body.generated === null;
  return inTransaction([add, ...newSequences(after), ...newTuning(after), ...newNotNull(after), ...newComment(after)], [change], {
    preconditions: needsEmpty ? situation.emptiness(tableOf(after)) : [],
    long: hazards.length > 0 ? "yes" : "no",
  });
}

/** A column for rows that are there: what they get, and what that costs. */
function addToRows(after: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { body, ref } = after;
  const fill = change.via?.up?.fill;
  if (body.identity !== null || body.generated?.stored === true) return [addColumn(after, change, situation, rewriting(ref))];
  if (body.generated !== null) return [addColumn(after, change, situation, [])];
  if (fill !== undefined) return addAndFill(after, fill, change, situation);
  if (body.default === null) {
    if (!body.nullable)
      refuse(
        "column-needs-value",
        `column ${describeRef(ref)} is NOT NULL without a default, and its table holds rows`,
        "Give it a default, or add it nullable, backfill it and set nullable: false after that",
      );
    return [addColumn(after, change, situation, [])];
  }
  if (isConstant(body.default.text)) return [addColumn(after, change, situation, [])];
  if (!situation.online(tableOf(after)) || pagingKey(tableOf(after), situation) === null)
    return [addColumn(after, change, situation, rewriting(ref))];
  return addAndFill(after, body.default.text, change, situation);
}

/** Added without a value, then the default for new rows, then the rows that were there in batches, then NOT NULL. */
function addAndFill(after: Column, fill: string, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const { notNull: _notNull, ...unmarked } = after.body;
  const open: Column = after.body.nullable ? after : { ...after, body: { ...unmarked, nullable: true } };
  const bare: Column = { ...open, body: { ...open.body, default: null } };
  const effects = after.body.nullable ? [change] : [effect(null, open)];
  const setDefault =
    after.body.default === null
      ? []
      : [
          statement(
            `ALTER TABLE ${home(after.ref)} ALTER COLUMN ${quoteIdentifier(after.ref.name)} SET DEFAULT ${after.body.default.text}`,
          ),
        ];
  const add = statement(`ALTER TABLE ${home(after.ref)} ADD COLUMN ${columnDefinition(bare)}`, {
    locks: [lock(tableOf(after), "accessExclusive")],
  });
  const first = inTransaction([add, ...setDefault, ...newTuning(after), ...newNotNull(open), ...newComment(after)], effects);
  let behind = situation.after(effects);
  const filled = fillColumn({ column: after.ref, sql: fill, id: `fill:${refKey(after.ref)}` }, behind);
  behind = behind.after(filled.flatMap((instruction) => instruction.effects));
  return [first, ...filled, ...(after.body.nullable ? [] : setNotNull(open, after, effect(open, after), behind))];
}

const rewriting = (ref: ObjectRef): readonly Hazard[] => [
  hazard("tableRewrite", ref, "every row gets a value of its own, so the whole table is written anew"),
  hazard("longLock", ref.parent as ObjectRef, "nobody can use it meanwhile"),
];

function dropColumn(before: Column, change: ObjectChange, situation: Situation): readonly Instruction[] {
  const table = tableOf(before);
  const rows = situation.rows(table);
  const computed = before.body.generated !== null;
  const empty = rows === "holds" && !computed && situation.columnEmpty(before.ref);
  const loses = rows === "holds" && !computed && !empty;
  const hazards = [
    ...(loses ? [hazard("dataLoss", before.ref, "its values are lost")] : []),
    ...(rows === "new" ? [] : [hazard("incompatibleWithRunningApp", before.ref, "what still uses it fails")]),
  ];
  const name = quoteIdentifier(before.ref.name);
  const stillUnused: readonly Precondition[] = empty
    ? [
        {
          sql: `SELECT NOT EXISTS (SELECT FROM ${home(before.ref)} WHERE ${name} IS NOT NULL)`,
          message: `${describeRef(before.ref)} held no value when this was planned and holds one now`,
        },
      ]
    : situation.emptiness(table);
  const drop = statement(`ALTER TABLE ${home(before.ref)} DROP COLUMN ${name}`, {
    locks: [lock(table, "accessExclusive")],
    hazards,
    inverse: loses ? "structure" : "exact",
  });
  return [inTransaction([drop], [change], { preconditions: stillUnused })];
}
