import type { DataChange } from "../../../change/change.ts";
import type { BatchInstruction, Instruction, KeyedBatch, Statement } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { describeRef } from "../../../model/ref.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { enclose } from "../object/enclose.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import { deleteInserted } from "./delete-inserted.ts";
import { instruction, statement } from "./draft.ts";
import { isEmpty } from "./hazard.ts";
import { insertRows } from "./insert-rows.ts";
import { keepInSync } from "./keep-in-sync.ts";
import { refuse } from "./refuse.ts";
import { copyInBatches, insertInBatches } from "./rows-in-batches.ts";
import { keyWithoutRowid, rowColumns } from "./row-columns.ts";

/** One data step. Each is a single instruction, but for what keeps rows in step while it runs. */
export function lowerData(change: DataChange, model: Model, context: LoweringContext): readonly Instruction[] {
  const { data } = change;
  if (data.step === "copyRows" && data.batch !== undefined) return copyInBatches(change, data, data.batch, context);
  const own = lowerOne(change, model, context);
  if (data.step !== "backfill" || data.keepInSync === "no") return [own];
  return [keepInSync(change, data, rowColumns(data.table, model), model, context), own];
}

function lowerOne(change: DataChange, model: Model, context: LoweringContext): Instruction {
  const { data } = change;
  switch (data.step) {
    case "insertRows":
    case "upsertRows":
      return data.batch === undefined
        ? insertRows(change, data, model, context)
        : insertInBatches(change, data, data.batch, model, context);
    case "deleteInserted":
      return deleteInserted(change, data, model, context);
    case "updateRows": {
      const update = statement(updateOf(data.table, data.set, data.where), data.table, "none");
      return data.batch === undefined
        ? instruction([update], { effects: [change] })
        : batches(change, update, { ...data, key: null, batch: data.batch, throttle: {} }, { kind: "update", set: data.set }, model);
    }
    case "deleteRows": {
      const loss = data.where === null && !isEmpty(context.facts, data.table);
      const hazards = loss
        ? [{ kind: "dataLoss" as const, ref: data.table, message: `every row of ${describeRef(data.table)} is deleted` }]
        : [];
      const removal = statement(`DELETE FROM ${quoteIdentifier(data.table.name)}${whereOf(data.where)}`, data.table, "none", hazards);
      return data.batch === undefined
        ? instruction([removal], { effects: [change] })
        : batches(change, removal, { ...data, key: null, batch: data.batch, throttle: {} }, { kind: "delete" }, model);
    }
    case "copyRows":
      return instruction(
        [statement(`INSERT INTO ${quoteIdentifier(data.table.name)} (${quoteNames(data.columns)}) ${data.query}`, data.table, "none")],
        { effects: [change] },
      );
    case "backfill":
      return batches(
        change,
        statement(updateOf(data.table, data.set, data.where), data.table, "none"),
        data,
        { kind: "update", set: data.set },
        model,
      );
    case "assert":
      return { kind: "probe", sql: data.query, expect: data.expect, message: data.message, effects: [change], phase: "expand" };
  }
}

const whereOf = (where: string | null): string => (where === null ? "" : ` WHERE ${enclose(where)}`);

function updateOf(table: ObjectRef, set: Readonly<Record<string, string>>, where: string | null): string {
  const assignments = Object.entries(set).map(([column, value]) => `${quoteIdentifier(column)} = ${enclose(value)}`);
  return `UPDATE ${quoteIdentifier(table.name)} SET ${assignments.join(", ")}${whereOf(where)}`;
}

interface Paging extends Pick<BatchInstruction, "table" | "where" | "batch" | "throttle"> {
  readonly key: readonly string[] | null;
}

/** Committed batches by the rowid where the table has one, else by its primary key, or by the columns that the step names. */
function batches(
  change: DataChange,
  whole: Statement,
  { table, where, batch, throttle, key }: Paging,
  work: KeyedBatch["work"],
  model: Model,
): KeyedBatch {
  const columns = key ?? keyWithoutRowid(table, model);
  if (columns !== null && work.kind === "update") requireFixed(columns, table, work.set);
  if (key !== null) requireNotNull(key, table, model);
  return {
    kind: "batch",
    id: change.id,
    table,
    work,
    where,
    key: columns?.map((name) => ({ name, type: "" })) ?? null,
    batch,
    throttle,
    statement: whole,
    effects: [change],
    phase: "expand",
    barrier: "both",
  };
}

function requireFixed(key: readonly string[], table: ObjectRef, set: Readonly<Record<string, string>>): void {
  const moved = key.find((column) => column in set);
  if (moved !== undefined)
    refuse(
      `Batches of ${describeRef(table)} go by ${moved}, which the step itself changes: rows would be met twice`,
      "Page by another key",
      "batch-key-changes",
    );
}

function requireNotNull(key: readonly string[], table: ObjectRef, model: Model): void {
  const nullable = model
    .children(table, "column")
    .find((column) => column.kind === "column" && key.includes(column.ref.name) && column.body.nullable);
  if (nullable !== undefined)
    refuse(
      `Batches of ${describeRef(table)} go by ${nullable.ref.name}, which may be NULL: such rows would be left out`,
      "Leave 'key' out, or page by columns that are NOT NULL",
      "batch-key-nullable",
    );
}
