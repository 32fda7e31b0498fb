import type { Connection } from "../connection/connection.ts";
import { runStatement } from "./run-statement.ts";
import type { StepTime } from "./step-time.ts";

const unlimited = { lockTimeout: 0, statementTimeout: 0 };

/** The single value of a query as text; null for no row or NULL. @throws StageError */
export async function ask(connection: Connection, query: string, signal: AbortSignal, step?: StepTime): Promise<string | null> {
  // A column list of one: a query of several columns is refused by SQLite itself. The line break ends a comment.
  const sql = `WITH keelson_answer (value) AS (${query.trim().replace(/;$/, "")}\n) SELECT CAST(value AS TEXT) AS value FROM keelson_answer LIMIT 1`;
  const [row] = await runStatement(connection, sql, { signal, limits: unlimited, step });
  const value = row?.["value"];
  return value === undefined || value === null ? null : String(value);
}
