import type { Milliseconds } from "../../../core/duration.ts";
import type { StageContext } from "../../../port/stage-runner.ts";
import type { Connection, Row } from "../connection/connection.ts";
import { sqliteFault } from "../connection/sqlite-fault.ts";
import { stageFault, stageRefusal } from "./stage-fault.ts";
import type { StepTime } from "./step-time.ts";

/** What a statement runs under; `step`: the time of its step, where that has one, which counts instead of the policy's. */
export interface StatementContext extends Pick<StageContext, "signal" | "limits"> {
  readonly step?: StepTime | undefined;
}

/** Runs one statement, until it ends, the signal aborts, or its time is over. @throws StageError */
export async function runStatement(
  connection: Connection,
  sql: string,
  { signal, limits, step }: StatementContext,
): Promise<readonly Row[]> {
  if (signal.aborted) throw interrupted();
  const interrupt = () => connection.interrupt();
  const over = timer(step?.left() ?? limits.statementTimeout, interrupt);
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    return await connection.run(sql);
  } catch (error) {
    if (sqliteFault(error)?.code === "SQLITE_INTERRUPT")
      throw signal.aborted ? interrupted() : (step?.timedOut(sql) ?? timedOut(limits.statementTimeout));
    throw stageFault(error, sql);
  } finally {
    signal.removeEventListener("abort", interrupt);
    clearTimeout(over);
  }
}

const timer = (after: Milliseconds, interrupt: () => void): NodeJS.Timeout | undefined =>
  after === 0 ? undefined : setTimeout(interrupt, after);

const interrupted = () => stageRefusal("interrupted", "The run was interrupted", "Run again: nothing of this stage is left");
const timedOut = (limit: Milliseconds) =>
  stageRefusal(
    "statement-timeout",
    `A statement took longer than ${limit} ms`,
    "Raise policy.statementTimeout, then run again: nothing of this stage is left",
  );
