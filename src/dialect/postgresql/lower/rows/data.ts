import type { DataChange, DataStep } from "../../../../change/change.ts";
import type { BatchInstruction, Instruction, KeyedBatch, Statement, StatementInstruction } from "../../../../instruction/instruction.ts";
import { known, type Model } from "../../../../model/model.ts";
import { childRef, describeRef, type ObjectRef } from "../../../../model/ref.ts";
import { columnList, qualified, quoteIdentifier } from "../../quote.ts";
import { pagingKey } from "./fill-column.ts";
import { deleteInserted, insertRows, type RowsToInsert } from "./insert-rows.ts";
import { keepInSync } from "./keep-in-sync.ts";
import { refuse } from "../statement/refuse.ts";
import { copyInBatches, insertInBatches } from "./rows-in-batches.ts";
import { sequencePastMaximum } from "../sequence/serial.ts";
import type { Situation } from "../statement/situation.ts";
import { hazard, inTransaction, lock, statement } from "../statement/statements.ts";

type Step<Name extends DataStep["step"]> = Extract<DataStep, { readonly step: Name }>;

/** A data step as statements, or as committed batches. */
export function lowerData(change: DataChange, situation: Situation): readonly Instruction[] {
  const { data } = change;
  switch (data.step) {
    case "insertRows":
      return bringIn(change, { ...data, onConflict: { kind: data.onConflict } }, situation);
    case "upsertRows":
      return bringIn(change, { ...data, onConflict: { kind: "update", key: data.key } }, situation);
    case "updateRows":
      return data.batch === undefined
        ? [inTransaction([update(data)], [change], { long: "yes" })]
        : [batch(change, data, { kind: "update", set: data.set }, update(data), situation)];
    case "deleteRows":
      return data.batch === undefined
        ? [inTransaction([remove(data, situation)], [change], { long: "yes" })]
        : [batch(change, data, { kind: "delete" }, remove(data, situation), situation)];
    case "copyRows":
      return data.batch === undefined
        ? [inTransaction(copy(data, situation), [change], { long: "yes" })]
        : copyInBatches(change, { ...data, copied: copy(data, situation), batch: data.batch }, overriding(data, situation), situation);
    case "backfill":
      return [...(data.keepInSync === "untilRevisionEnds" ? [keepInSync(change, data, situation)] : []), backfill(change, data, situation)];
    case "deleteInserted":
      return [inTransaction(deleteInserted(data, situation), [change])];
    case "assert":
      return [{ kind: "probe", phase: "expand", sql: data.query, expect: data.expect, message: data.message, effects: [change] }];
  }
}

const where = (condition: string | null): string => (condition === null ? "" : ` WHERE (${condition}\n)`);

const update = ({ table, set, where: condition }: Pick<Step<"updateRows">, "table" | "set" | "where">): Statement => {
  const assignments = Object.entries(set).map(([name, sql]) => `${quoteIdentifier(name)} = (${sql}\n)`);
  return statement(`UPDATE ${qualified(table)} SET ${assignments.join(", ")}${where(condition)}`, { inverse: "none" });
};

const remove = ({ table, where: condition }: Step<"deleteRows">, situation: Situation): Statement => {
  const loses = condition === null && situation.rows(table) === "holds";
  return statement(`DELETE FROM ${qualified(table)}${where(condition)}`, {
    inverse: "none",
    hazards: loses ? [hazard("dataLoss", table, "every row is deleted")] : [],
  });
};

function bringIn(
  change: DataChange,
  rows: Omit<RowsToInsert, "step"> & Pick<Step<"insertRows">, "batch">,
  situation: Situation,
): readonly Instruction[] {
  const what = { ...rows, step: change.id };
  return rows.batch === undefined
    ? [inTransaction(insertRows(what, situation), [change])]
    : insertInBatches(change, what, rows.batch, situation);
}

const columnsOf = ({ table, columns }: Pick<Step<"copyRows">, "table" | "columns">, { model }: Situation) =>
  columns.map((name) => known(model.get({ ...childRef("column", table, name), kind: "column" })));

const overriding = (data: Step<"copyRows">, situation: Situation): string =>
  columnsOf(data, situation).some((column) => column?.body.identity?.mode === "always") ? " OVERRIDING SYSTEM VALUE" : "";

function copy(data: Step<"copyRows">, situation: Situation): readonly Statement[] {
  const { table, columns, query } = data;
  const found = columnsOf(data, situation);
  const numbered = found.flatMap((column) =>
    column === undefined || column.body.identity === null ? [] : [sequencePastMaximum(column.ref)],
  );
  return [
    statement(`INSERT INTO ${qualified(table)} ${columnList(columns)}${overriding(data, situation)}\n${query}`, {
      inverse: "none",
      locks: [lock(table, "rowExclusive")],
    }),
    ...numbered,
  ];
}

function backfill(change: DataChange, data: Step<"backfill">, situation: Situation): Instruction {
  const instruction = batch(change, data, { kind: "update", set: data.set }, update(data), situation);
  return instruction.kind === "batch" ? { ...instruction, throttle: data.throttle } : instruction;
}

type Batched = Pick<Step<"backfill">, "table" | "where"> & {
  readonly batch?: BatchInstruction["batch"];
  readonly key?: readonly string[] | null;
};

function batch(
  change: DataChange,
  { table, where: condition, batch: size = {}, key = null }: Batched,
  work: KeyedBatch["work"],
  sample: Statement,
  situation: Situation,
): KeyedBatch | StatementInstruction {
  // Where nobody looks there are no batches either, so a table that no document made needs no key.
  if (isUnseen(table, situation.model)) return inTransaction([sample], [change], { long: "yes" });
  const paging = key === null ? pagingKey(table, situation) : typed(table, key, situation);
  if (paging === null)
    refuse(
      "batch-needs-key",
      `${describeRef(table)} has no primary key and no unique key without NULLs, so its rows cannot be walked in batches`,
      "Name the columns of a unique key with key:, or give the table a primary key first",
    );
  return {
    kind: "batch",
    phase: "expand",
    barrier: "both",
    id: change.id,
    table,
    work,
    where: condition,
    key: paging,
    batch: size,
    throttle: {},
    statement: sample,
    effects: [change],
  };
}

function isUnseen(table: ObjectRef, model: Model): boolean {
  const found = known(model.get({ ...table, kind: "table" }));
  return model.unseen && (found === undefined || found.nameOnly === true);
}

const typed = (table: ObjectRef, names: readonly string[], { model }: Situation): NonNullable<BatchInstruction["key"]> =>
  names.map((name) => {
    const column = known(model.get({ ...childRef("column", table, name), kind: "column" }));
    if (column === undefined)
      return refuse("unknown-column", `${describeRef(table)} has no column ${name} that is known here`, "Name existing columns in key:");
    return { name, type: column.body.type };
  });
