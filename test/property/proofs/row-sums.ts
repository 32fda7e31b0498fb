import type { Change, DataStep, ObjectChange } from "../../../src/change/change.ts";
import { isMoved } from "../../../src/change/partition-parts.ts";
import type { Instruction } from "../../../src/instruction/instruction.ts";
import type { Model } from "../../../src/model/model.ts";
import type { SchemaObjectOf } from "../../../src/model/object.ts";
import { describeRef, type ObjectRef } from "../../../src/model/ref.ts";

export interface RowSum {
  readonly count: number;
  /** By column: a checksum of its values that does not depend on the order of rows. */
  readonly columns: Readonly<Record<string, string>>;
}

/** By table, as `describeRef` names it. */
export type RowSums = Readonly<Record<string, RowSum>>;

export type SumOf = (table: ObjectRef, columns: readonly string[]) => Promise<RowSum>;

/** Whether no row of it, or of what lies below it, is with another server. */
const isKeptHere = ({ ref, body }: SchemaObjectOf<"table">, model: Model): boolean =>
  body.foreign === undefined && model.dependants(ref).every((other) => other.kind !== "table" || isKeptHere(other, model));

/** Counts and checksums of all tables of a model whose rows are in the database. */
export async function rowSums(model: Model, sumOf: SumOf): Promise<RowSums> {
  const sums: Record<string, RowSum> = {};
  for (const table of model.objects()) {
    if (table.kind !== "table" || !isKeptHere(table, model)) continue;
    const { ref } = table;
    const columns = model.children(ref, "column").map((column) => column.ref.name);
    sums[describeRef(ref)] = await sumOf(ref, columns);
  }
  return sums;
}

/** Of those, what can still be counted: a foreign table may have come below. */
export const countable = (sums: RowSums, model: Model): RowSums => {
  const elsewhere = new Set(
    [...model.objects()].flatMap((table) => (table.kind === "table" && !isKeptHere(table, model) ? [describeRef(table.ref)] : [])),
  );
  return Object.fromEntries(Object.entries(sums).filter(([table]) => !elsewhere.has(table)));
};

/** What an instruction must leave of the rows: all that its effects do not speak of. */
export function keptSums(before: RowSums, instruction: Instruction): RowSums {
  const kept = new Map(Object.entries(before));
  if (instruction.kind === "batch") keepCount(kept, instruction.table);
  for (const effect of instruction.effects) afterEffect(kept, effect);
  return Object.fromEntries(kept);
}

/** The same tables and columns as in `kept`, as they are now. */
export const sameParts = (kept: RowSums, now: RowSums): RowSums =>
  Object.fromEntries(
    Object.entries(kept).map(([table, { columns }]) => {
      const found = now[table];
      const same = Object.keys(columns).map((column) => [column, found?.columns[column] ?? "gone"]);
      return [table, { count: found?.count ?? -1, columns: Object.fromEntries(same) }];
    }),
  );

type Kept = Map<string, RowSum>;

function afterEffect(kept: Kept, effect: Change): void {
  switch (effect.kind) {
    case "opaque":
      kept.clear();
      return;
    case "data":
      afterData(kept, effect.data);
      return;
    case "object":
      afterObject(kept, effect);
  }
}

function afterData(kept: Kept, data: DataStep): void {
  switch (data.step) {
    case "assert":
      return;
    case "updateRows":
    case "backfill":
      keepCount(kept, data.table);
      return;
    case "insertRows": {
      const sum = kept.get(describeRef(data.table));
      if (sum !== undefined && data.onConflict === "error")
        kept.set(describeRef(data.table), { count: sum.count + data.rows.count, columns: {} });
      else kept.delete(describeRef(data.table));
      return;
    }
    case "upsertRows":
    case "deleteRows":
    case "copyRows":
    case "deleteInserted":
      kept.delete(describeRef(data.table));
  }
}

function afterObject(kept: Kept, { before, after }: ObjectChange): void {
  if (before === null) return;
  if (before.kind === "table") {
    const sum = kept.get(describeRef(before.ref));
    kept.delete(describeRef(before.ref));
    const moves = after?.kind === "table" && isMoved(before, after);
    if (after !== null && sum !== undefined) kept.set(describeRef(after.ref), moves ? { count: sum.count, columns: {} } : sum);
    // Its rows are no longer, or newly, among those of the whole.
    if (moves) for (const { body } of [before, after]) if (body.partitionOf !== undefined) kept.delete(describeRef(body.partitionOf.table));
  } else if (before.kind === "column") {
    const table = describeRef(before.ref.parent as ObjectRef);
    const sum = kept.get(table);
    if (sum === undefined) return;
    const { [before.ref.name]: own, ...others } = sum.columns;
    const renamed =
      after !== null &&
      after.ref.name !== before.ref.name &&
      own !== undefined &&
      JSON.stringify(after.body) === JSON.stringify(before.body);
    kept.set(table, { count: sum.count, columns: renamed ? { ...others, [after.ref.name]: own } : others });
  } else if (before.kind === "enum" || before.kind === "compositeType") {
    // Labels may be renamed, attributes moved in rows of any table.
    for (const [table, { count }] of kept) kept.set(table, { count, columns: {} });
  }
}

function keepCount(kept: Kept, table: ObjectRef): void {
  const sum = kept.get(describeRef(table));
  if (sum !== undefined) kept.set(describeRef(table), { count: sum.count, columns: {} });
}
