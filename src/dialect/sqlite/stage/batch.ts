import type { BatchInstruction } from "../../../instruction/instruction.ts";
import type { BackfillProgress, JournalWrite } from "../../../port/journal.ts";
import type { BatchReport, StageContext } from "../../../port/stage-runner.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Connection } from "../connection/connection.ts";
import { rowidName } from "../lower/copied-columns.ts";
import { enclose } from "../object/enclose.ts";
import { quoteIdentifier, quoteLiteral } from "../quote.ts";
import { fenced } from "./fenced.ts";
import { runStatement } from "./run-statement.ts";
import { stageRefusal } from "./stage-fault.ts";

/** One batch: the rows after the cursor, up to the key of the last of them, and the new cursor, in one transaction. @throws StageError */
export async function runBatch(connection: Connection, instruction: BatchInstruction, progress: BackfillProgress, rows: number, context: StageContext, clock: Clock): Promise<BatchReport> {
  const started = clock.now().getTime();
  const report = await fenced(connection, context, async () => {
    const key = await keyOf(connection, instruction, context);
    const range = await nextRange(connection, instruction, key, progress.cursor, rows, context);
    const done = range === null;
    if (range !== null) await runStatement(connection, workOf(instruction, key, progress.cursor, range.cursor), context);
    const changed = range === null ? 0 : await connection.changes();
    const now = clock.now().toISOString();
    const next: BackfillProgress = { ...progress, cursor: range?.cursor ?? progress.cursor, rows: progress.rows + changed, state: done ? "done" : "running", updatedAt: now };
    const writes: readonly JournalWrite[] = [{ kind: "backfill", backfill: next }];
    return { result: { rows: changed, done, progress: next }, writes };
  });
  return { ...report, milliseconds: clock.now().getTime() - started };
}

async function keyOf(connection: Connection, { table, key }: BatchInstruction, context: StageContext): Promise<readonly string[]> {
  if (key !== null) return key.map(({ name }) => name);
  const columns = await runStatement(connection, `SELECT name FROM pragma_table_xinfo(${quoteLiteral(table.name)})`, context);
  const rowid = rowidName(columns.map(({ name }) => String(name)));
  if (rowid === undefined) throw stageRefusal("batch-key-missing", `Columns of ${table.name} hide its rowid`, "Name the columns to page by with 'key'");
  return [rowid];
}

/** The key of the last row of the next batch, as the cursor keeps it; null where no row is left. */
async function nextRange(connection: Connection, instruction: BatchInstruction, key: readonly string[], cursor: string | null, rows: number, context: StageContext) {
  const columns = key.map(quoteIdentifier).join(", ");
  // Named anew: the column of a rowid would bear the name of the number column.
  const page = `SELECT ${key.map((column, index) => `${quoteIdentifier(column)} AS k${index}`).join(", ")} FROM ${quoteIdentifier(instruction.table.name)}${whereOf([after(key, cursor), instruction.where])} ORDER BY ${columns} LIMIT ${Math.max(1, Math.round(rows))}`;
  const last = `SELECT json_array(${key.map((_, index) => `quote(k${index})`).join(", ")}) AS cursor FROM (${page}) ORDER BY ${key.map((_, index) => `k${index} DESC`).join(", ")} LIMIT 1`;
  const [row] = await runStatement(connection, last, context);
  return row === undefined ? null : { cursor: String(row["cursor"]) };
}

function workOf({ table, work, where }: BatchInstruction, key: readonly string[], cursor: string | null, upTo: string): string {
  const range = whereOf([after(key, cursor), compare(key, "<=", upTo), where]);
  if (work.kind === "delete") return `DELETE FROM ${quoteIdentifier(table.name)}${range}`;
  const set = Object.entries(work.set).map(([column, value]) => `${quoteIdentifier(column)} = ${enclose(value)}`);
  return `UPDATE ${quoteIdentifier(table.name)} SET ${set.join(", ")}${range}`;
}

const whereOf = (conditions: readonly (string | null)[]): string => {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? "" : ` WHERE ${given.map(enclose).join(" AND ")}`;
};

const after = (key: readonly string[], cursor: string | null): string | null => (cursor === null ? null : compare(key, ">", cursor));

/** The cursor's texts are SQL literals, as `quote()` wrote them: no number loses a digit and no blob its type. */
const compare = (key: readonly string[], operator: string, cursor: string): string =>
  `(${key.map(quoteIdentifier).join(", ")}) ${operator} (${(JSON.parse(cursor) as readonly string[]).join(", ")})`;
