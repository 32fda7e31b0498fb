import type { DataChange, DataStep } from "../../../change/change.ts";
import type { StatementInstruction } from "../../../instruction/instruction.ts";
import type { Model } from "../../../model/model.ts";
import type { LoweringContext } from "../../../port/lowering.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { instruction, statement } from "./draft.ts";
import { numberColumn, rowKey } from "./row-key.ts";

type Step = Extract<DataStep, { readonly step: "deleteInserted" }>;

/** Takes away exactly the rows whose keys the journal holds for the step. */
export function deleteInserted(change: DataChange, { table, of }: Step, model: Model, { project }: LoweringContext): StatementInstruction {
  const name = quoteIdentifier(table.name);
  const journaled = `project = ${quoteLiteral(project)} AND revision = ${quoteLiteral(of.revision)} AND step = ${quoteLiteral(of.step)}`;
  const numbered = numberColumn(table, model);
  const row = numbered === undefined ? rowKey(table, model, name) : `${name}.${quoteIdentifier(numbered)}`;
  const key = numbered === undefined ? "key" : "CAST(key AS INTEGER)";
  return instruction(
    [
      statement(`DELETE FROM ${name} WHERE ${row} IN (SELECT ${key} FROM keelson_inserted WHERE ${journaled})`, table),
      statement(`DELETE FROM keelson_inserted WHERE ${journaled}`, table),
    ],
    { effects: [change] },
  );
}
