import { sql } from "@databases/sqlite";
import type { Clock } from "../../../core/clock.ts";
import { type BatchInstruction, isKeyed, type KeyedBatch } from "../../../instruction/instruction.ts";
import type { BackfillProgress } from "../../../port/journal.ts";
import type { BatchReport, StageContext } from "../../../port/stage-runner.ts";
import type { Connection } from "../connection/connection.ts";
import { applyWrites } from "../journal/write.ts";
import { rowidName } from "../lower/copied-columns.ts";
import { quoteLiteral } from "../quote.ts";
import { countSql, matchesSql, rangeSql, workSql } from "./batch-sql.ts";
import { fenced } from "./fenced.ts";
import { runRowsPage } from "./run-rows-page.ts";
import { runStatement } from "./run-statement.ts";
import { stageFault, stageRefusal } from "./stage-fault.ts";

/** One batch: the rows after the cursor, up to the key of the last of them, and the new cursor, in one transaction. @throws StageError */
export async function runBatch(
  connection: Connection,
  instruction: BatchInstruction,
  progress: BackfillProgress,
  rows: number,
  context: StageContext,
  clock: Clock,
): Promise<BatchReport> {
  const started = clock.now().getTime();
  const report = await fenced(connection, context, async () => {
    const held = await heldBack(connection, context.grant.project, progress);
    const result = held ?? (await pageOf(connection, instruction, progress, rows, context, clock.now().toISOString()));
    return { result, writes: [] };
  });
  return { ...report, done: report.progress.state === "done", milliseconds: clock.now().getTime() - started };
}

const pageOf = (connection: Connection, instruction: BatchInstruction, ...rest: RestOfPage): Promise<Page> =>
  isKeyed(instruction) ? runPage(connection, instruction, ...rest) : runRowsPage(connection, instruction, ...rest);

type RestOfPage = [before: BackfillProgress, rows: number, context: StageContext, updatedAt: string];

export interface Page {
  readonly rows: number;
  readonly progress: BackfillProgress;
}

/** Somebody has asked it to pause, or to stop, since the last batch. */
async function heldBack(connection: Connection, project: string, progress: BackfillProgress): Promise<Page | null> {
  const [row] = await connection.rows<Pick<BackfillProgress, "state">>(
    sql`SELECT state FROM keelson_backfill WHERE project = ${project} AND revision = ${progress.revision} AND id = ${progress.id}`,
  );
  return row?.state === "paused" || row?.state === "cancelled" ? { rows: 0, progress: { ...progress, state: row.state } } : null;
}

async function runPage(
  connection: Connection,
  instruction: KeyedBatch,
  before: BackfillProgress,
  rows: number,
  context: StageContext,
  updatedAt: string,
): Promise<Page> {
  const run = async (text: string) => (await runStatement(connection, text, context))[0];
  const { project } = context.grant;
  const key = await keyOf(connection, instruction, context);
  const total = before.total > 0 ? before.total : Number((await run(countSql(instruction)))?.["total"]);
  const upTo = (await run(rangeSql(instruction, key, before.cursor, rows)))?.["cursor"];
  if (upTo === undefined) {
    const again =
      (await isSettled(connection, project, before)) &&
      instruction.where !== null &&
      (await run(matchesSql(instruction, key, null, null)))?.["matches"] === 1;
    const progress: BackfillProgress = {
      ...before,
      total,
      cursor: again ? null : before.cursor,
      state: again ? "running" : "done",
      updatedAt,
    };
    await applyWrites(connection, project, [{ kind: "backfill", backfill: progress }]);
    return { rows: 0, progress };
  }
  await run(workSql(instruction, key, before.cursor, String(upTo))).catch((error: unknown) => {
    throw rows === 1 ? stageFault(error, null).at(rowName(instruction, key, String(upTo))) : error;
  });
  const changed = await connection.changes();
  const progress: BackfillProgress = { ...before, total, cursor: String(upTo), rows: before.rows + changed, state: "running", updatedAt };
  await applyWrites(connection, project, [{ kind: "backfill", backfill: progress }]);
  if (instruction.where !== null && (await run(matchesSql(instruction, key, before.cursor, String(upTo))))?.["matches"] === 1)
    await unsettle(connection, project, before);
  return { rows: changed, progress };
}

/** A row by its key, as people look for it. */
const rowName = ({ table }: BatchInstruction, key: readonly string[], upTo: string): string => {
  const texts = JSON.parse(upTo) as readonly string[];
  return `${table.name} (${key.map((name, at) => `${name} = ${texts[at] ?? ""}`).join(", ")})`;
};

/**
 * Rows that match when a pass is over have come meanwhile, and get another pass; but only where every row written so far stopped
 * matching, else a row would be written twice (`x = x + 1 WHERE true`).
 */
async function isSettled(connection: Connection, project: string, { revision, id }: BackfillProgress): Promise<boolean> {
  const [row] = await connection.rows<{ readonly settled: number }>(
    sql`SELECT settled FROM keelson_backfill WHERE project = ${project} AND revision = ${revision} AND id = ${id}`,
  );
  return row === undefined || row.settled === 1;
}

async function unsettle(connection: Connection, project: string, { revision, id }: BackfillProgress): Promise<void> {
  await connection.rows(sql`UPDATE keelson_backfill SET settled = 0 WHERE project = ${project} AND revision = ${revision} AND id = ${id}`);
}

async function keyOf(connection: Connection, { table, key }: BatchInstruction, context: StageContext): Promise<readonly string[]> {
  if (key !== null) return key.map(({ name }) => name);
  const columns = await runStatement(connection, `SELECT name FROM pragma_table_xinfo(${quoteLiteral(table.name)})`, context);
  const rowid = rowidName(columns.map(({ name }) => String(name)));
  if (rowid === undefined)
    throw stageRefusal("batch-key-missing", `Columns of ${table.name} hide its rowid`, "Name the columns to page by with 'key'");
  return [rowid];
}
