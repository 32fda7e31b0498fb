import type { BatchOptions, DataChange } from "../../../../change/change.ts";
import { digestText } from "../../../../core/digest.ts";
import type { Instruction, RowsBatch, Statement } from "../../../../instruction/instruction.ts";
import { rowsBatch, unitRows } from "../../../../instruction/rows-batch.ts";
import { columnList, qualified, quoteIdentifier } from "../../quote.ts";
import { inserts, type RowsToInsert } from "./insert-rows.ts";
import type { Situation } from "../statement/situation.ts";
import { inTransaction, lock, statement } from "../statement/statements.ts";

/** Rows that are written out, in committed batches. */
export function insertInBatches(change: DataChange, what: RowsToInsert, batch: BatchOptions, situation: Situation): readonly Instruction[] {
  const { units, after } = inserts(what, batch.rows ?? unitRows, situation);
  const whole = [...units.map(({ statement: each }) => each), ...after];
  const work: RowsBatch["work"] = {
    kind: "insert",
    units: units.map(({ statement: { sql }, rows }) => ({ sql, rows })),
    before: [],
    after: after.map(({ sql }) => sql),
  };
  return [rowsBatch(change, what.table, work, batch, asOne(whole))];
}

/** What a query gives, laid aside and numbered at once, so that each of its rows comes in exactly once however long that takes. */
export function copyInBatches(
  change: DataChange,
  {
    table,
    columns,
    query,
    copied,
    batch,
  }: Pick<RowsToInsert, "table"> & {
    readonly columns: readonly string[];
    readonly query: string;
    readonly copied: readonly Statement[];
    readonly batch: BatchOptions;
  },
  overriding: string,
  { context }: Situation,
): readonly Instruction[] {
  const name = `keelson_copy_${digestText(`${context.revision}:${change.id}`).slice(-12)}`;
  const from = qualified({ ...table, name });
  const names = columns.map(quoteIdentifier).join(", ");
  const ordinal = "keelson_row";
  const aside = (sql: string): Statement => ({ ...statement(sql, { locks: [lock(table, "accessShare")] }), inScript: null });
  const lay = aside(`CREATE TABLE ${from} AS SELECT row_number() OVER () AS ${ordinal}, q.* FROM (\n${query}\n) AS q (${names})`);
  const number = aside(`ALTER TABLE ${from} ADD PRIMARY KEY (${ordinal})`);
  const leaves = [aside(`DROP TABLE IF EXISTS ${from}`)];
  const insert = `INSERT INTO ${qualified(table)} ${columnList(columns)}${overriding} SELECT ${names} FROM ${from}`;
  const work: RowsBatch["work"] = { kind: "copy", insert, from, ordinal, after: copied.slice(1).map(({ sql }) => sql) };
  return [
    { ...inTransaction([lay, number], [], { long: "yes" }), carries: [change], leaves },
    rowsBatch(change, table, work, batch, asOne(copied)),
  ];
}

/** All of it, as people read it and a script has it. */
const asOne = (statements: readonly Statement[]): Statement => ({
  ...(statements[0] ?? statement("SELECT")),
  sql: statements.map(({ sql, inScript }) => inScript ?? sql).join(";\n"),
});
