import type { BatchOptions, DataChange, DataStep } from "../../../change/change.ts";
import { digestText } from "../../../core/digest.ts";
import type { Instruction, RowsBatch, Statement } from "../../../instruction/instruction.ts";
import { rowsBatch, unitRows } from "../../../instruction/rows-batch.ts";
import type { Model } from "../../../model/model.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { quoteIdentifier, quoteNames } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { type InsertingStep, inserts } from "./insert-rows.ts";

/** Rows that are written out, in committed batches. */
export function insertInBatches(
  change: DataChange,
  step: InsertingStep,
  batch: BatchOptions,
  model: Model,
  context: LoweringContext,
): RowsBatch {
  const { units, before, after } = inserts(change, step, batch.rows ?? unitRows, model, context);
  const work: RowsBatch["work"] = {
    kind: "insert",
    units: units.map(({ statement: { sql }, rows }) => ({ sql, rows })),
    before: before.map(({ sql }) => sql),
    after: after.map(({ sql }) => sql),
  };
  const sql = units.map((unit) => unit.statement.sql).join(";\n");
  return rowsBatch(change, step.table, work, batch, statement(sql, step.table));
}

/** What a query gives, laid aside and numbered at once, so that each of its rows comes in exactly once however long that takes. */
export function copyInBatches(
  change: DataChange,
  { table, columns, query }: Extract<DataStep, { readonly step: "copyRows" }>,
  batch: BatchOptions,
  { revision }: LoweringContext,
): readonly Instruction[] {
  const from = quoteIdentifier(`keelson_copy_${digestText(`${revision}:${change.id}`).slice(-12)}`);
  const names = quoteNames(columns);
  const ordinal = "keelson_row";
  const aside = (sql: string): Statement => ({ ...statement(sql, table), inScript: null });
  const lay = aside(
    `CREATE TABLE ${from} AS WITH q (${names}) AS (\n${query}\n) SELECT row_number() OVER () AS ${ordinal}, ${names} FROM q`,
  );
  const number = aside(`CREATE UNIQUE INDEX ${from.replace(/"$/, '_row"')} ON ${from} (${ordinal})`);
  const insert = `INSERT INTO ${quoteIdentifier(table.name)} (${names}) SELECT ${names} FROM ${from}`;
  const whole = statement(`INSERT INTO ${quoteIdentifier(table.name)} (${names}) ${query}`, table, "none");
  return [
    { ...instruction([lay, number], { effects: [] }), carries: [change], leaves: [aside(`DROP TABLE IF EXISTS ${from}`)] },
    rowsBatch(change, table, { kind: "copy", insert, from, ordinal, after: [] }, batch, whole),
  ];
}
