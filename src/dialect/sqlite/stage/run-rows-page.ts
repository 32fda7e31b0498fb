import type { RowsBatch } from "../../../instruction/instruction.ts";
import { cursorAt, doneOf, rowsPage, sizeOf } from "../../../instruction/rows-page.ts";
import type { BackfillProgress } from "../../../port/journal.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Connection } from "../connection/connection.ts";
import { applyWrites } from "../journal/write.ts";
import type { Page } from "./run-batch.ts";
import { runStatement } from "./run-statement.ts";

/** The next rows that are brought in, and how far that has come, inside the transaction of whoever calls. */
export async function runRowsPage(
  connection: Connection,
  { work }: RowsBatch,
  before: BackfillProgress,
  rows: number,
  context: StageContext,
  updatedAt: string,
): Promise<Page> {
  const done = doneOf(before.cursor);
  const { statements, next, rows: most } = rowsPage(work, done, rows);
  for (const sql of statements) await runStatement(connection, sql, context);
  const size = sizeOf(work) ?? (work.kind === "copy" ? await sizeOfCopy(connection, work, context) : 0);
  const came = work.kind === "insert" ? most : Math.max(0, Math.min(size, next) - done);
  const total = work.kind === "insert" ? work.units.reduce((sum, unit) => sum + unit.rows, 0) : size;
  const progress: BackfillProgress = {
    ...before,
    total,
    cursor: cursorAt(next),
    rows: before.rows + came,
    state: next >= size ? "done" : "running",
    updatedAt,
  };
  await applyWrites(connection, context.grant.project, [{ kind: "backfill", backfill: progress }]);
  return { rows: came, progress };
}

async function sizeOfCopy(
  connection: Connection,
  { from, ordinal }: { readonly from: string; readonly ordinal: string },
  context: StageContext,
): Promise<number> {
  const [row] = await runStatement(connection, `SELECT coalesce(max(${ordinal}), 0) AS size FROM ${from}`, context);
  return Number(row?.["size"]);
}
