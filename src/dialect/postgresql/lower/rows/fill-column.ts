import type { DataChange } from "../../../../change/change.ts";
import type { BatchInstruction, Instruction } from "../../../../instruction/instruction.ts";
import { known } from "../../../../model/model.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import { childRef, type ObjectRef } from "../../../../model/ref.ts";
import { qualified, quoteIdentifier } from "../../quote.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, statement } from "../statement/statements.ts";
import { isMissing } from "./null-test.ts";

interface Fill {
  readonly column: ObjectRef;
  readonly sql: string;
  /** Rows that are still to be filled; those without a value where absent. */
  readonly where?: string;
  /** Identity of the cursor in the journal. */
  readonly id: string;
}

/** Fills a column, in committed batches where the table holds rows and they can be paged through. */
export function fillColumn(
  { column, sql, where = isMissing(quoteIdentifier(column.name)), id }: Fill,
  situation: Situation,
): readonly Instruction[] {
  const table = column.parent as ObjectRef;
  const key = situation.online(table) ? pagingKey(table, situation) : null;
  const set = { [column.name]: sql };
  const update = statement(`UPDATE ${qualified(table)} SET ${quoteIdentifier(column.name)} = (${sql}\n) WHERE ${where}`, {
    inverse: "none",
  });
  const change: DataChange = {
    kind: "data",
    id,
    data: { step: "backfill", table, set, where, key: null, batch: {}, throttle: {}, keepInSync: "no" },
  };
  if (key === null) return [inTransaction([update], [change], { long: "yes" })];
  const batch: BatchInstruction = {
    kind: "batch",
    phase: "expand",
    barrier: "both",
    id,
    table,
    work: { kind: "update", set },
    where,
    key,
    batch: {},
    throttle: {},
    statement: update,
    effects: [change],
  };
  return [batch];
}

/** Columns, with their types, by which every row of a table can be reached in order: the primary key, else a unique key without NULLs. */
export function pagingKey(table: ObjectRef, { model }: Situation): BatchInstruction["key"] {
  const columns = (names: readonly string[]) =>
    names.map((name) => known(model.get({ ...childRef("column", table, name), kind: "column" })));
  const keys = [...model.children(table, "primaryKey"), ...model.children(table, "unique")] as readonly (
    | SchemaObjectOf<"primaryKey">
    | SchemaObjectOf<"unique">
  )[];
  for (const { body } of keys) {
    const found = columns(body.columns);
    if (found.every((column) => column !== undefined && !column.body.nullable))
      return found.map((column) => ({ name: column?.ref.name ?? "", type: column?.body.type ?? "" }));
  }
  return null;
}
