import type { KeyedBatch } from "../../../instruction/instruction.ts";
import { describeRef } from "../../../model/ref.ts";
import type { BackfillProgress } from "../../../port/journal.ts";
import type { BatchReport, StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import type { Wire } from "../connection/wire.ts";
import { qualified, quoteLiteral } from "../quote.ts";
import { boundSql, matchesSql, workSql } from "./batch-sql.ts";
import { whileCancellable } from "./cancel.ts";
import { stageFault } from "./stage-fault.ts";
import { heldBack, wantedSql } from "./held-back.ts";
import { asRole, journal, opening } from "./stage-message.ts";

/**
 * One batch in one transaction: the page's last key, the rows up to it, the cursor. A fault before the last message leaves nothing of it;
 * in the last one, which holds the COMMIT, the fault is `ambiguous` and the cursor in the journal tells.
 */
export async function runBatch(
  link: Link,
  instruction: KeyedBatch,
  progress: BackfillProgress,
  rows: number,
  context: StageContext,
): Promise<BatchReport> {
  const wire = link.current;
  const started = performance.now();
  let only: string | null = null;
  try {
    return await whileCancellable(link, wire, context.signal, async () => {
      const page = await beginPage(link, wire, instruction, progress, rows, context);
      if (page.held !== null) {
        await wire.message("ROLLBACK");
        return page.held;
      }
      only = rows === 1 ? page.last : null;
      const done = page.last === null ? nothing : await work(wire, instruction, progress.cursor, page.last);
      const next = {
        ...progress,
        cursor: page.last ?? progress.cursor,
        rows: progress.rows + done.rows,
        total: page.total,
        state: "running" as const,
        updatedAt: new Date().toISOString(),
      };
      const { end, waiters } = await endPage(wire, instruction, next, done, page.full, context);
      return { rows: done.rows, milliseconds: performance.now() - started, done: end.state === "done", progress: end, waiters };
    });
  } catch (error) {
    if (wire.alive) await wire.message("ROLLBACK").catch(() => undefined);
    const fault = stageFault(error, { statement: instruction.statement.sql, limit: "none" });
    throw only === null ? fault : fault.at(rowName(instruction, only));
  }
}

/** A row by its key, as people look for it. */
const rowName = ({ table, key }: KeyedBatch, last: string): string => {
  const texts = JSON.parse(last) as readonly string[];
  return `${describeRef(table)} (${(key ?? []).map(({ name }, at) => `${name} = ${texts[at] ?? ""}`).join(", ")})`;
};

interface Page {
  readonly held: BatchReport | null;
  /** JSON array of the texts of its last key; null for an empty page. */
  readonly last: string | null;
  readonly full: "yes" | "no";
  readonly total: number;
}

interface Done {
  readonly rows: number;
  /** How many of them still match the condition afterwards. */
  readonly matching: number;
}
const nothing: Done = { rows: 0, matching: 0 };

async function beginPage(
  link: Link,
  wire: Wire,
  instruction: KeyedBatch,
  progress: BackfillProgress,
  rows: number,
  context: StageContext,
): Promise<Page> {
  const estimate = `SELECT greatest(reltuples, 0)::bigint AS total FROM pg_catalog.pg_class WHERE oid = ${quoteLiteral(qualified(instruction.table))}::pg_catalog.regclass`;
  const answers = await wire.message(
    [...opening(link, context), wantedSql(context, progress), ...asRole(link), estimate, boundSql(instruction, progress, rows)].join(
      "\n;\n",
    ),
  );
  const bound = answers.at(-1)?.rows[0];
  return {
    held: heldBack(
      answers.find(({ rows: [row] }) => row?.["state"] !== undefined),
      progress,
    ),
    last: bound?.last ?? null,
    full: Number(bound?.size ?? 0) === rows ? "yes" : "no",
    total: Math.max(progress.total, Number(answers.at(-2)?.rows[0]?.total ?? 0)),
  };
}

async function work(wire: Wire, instruction: KeyedBatch, cursor: string | null, last: string): Promise<Done> {
  const [answer] = await wire.message(workSql(instruction, cursor, last));
  return { rows: Number(answer?.rows[0]?.rows), matching: Number(answer?.rows[0]?.matching) };
}

/**
 * The pass is over with a page that is not full. Rows that match then came meanwhile; they get another pass, but only where every row written so far
 * stopped matching: else a row would be written twice (`x = x + 1 WHERE true`).
 */
async function endPage(
  wire: Wire,
  instruction: KeyedBatch,
  next: BackfillProgress,
  { matching }: Done,
  full: "yes" | "no",
  context: StageContext,
): Promise<{ readonly end: BackfillProgress; readonly waiters: number }> {
  let end = next;
  if (full === "no")
    end = (await isFinished(wire, instruction, next, matching, context)) ? { ...next, state: "done" } : { ...next, cursor: null };
  const project = quoteLiteral(context.grant.project);
  const unsettled = `UPDATE keelson.backfill SET settled = false WHERE project = ${project} AND revision = ${quoteLiteral(next.revision)} AND id = ${quoteLiteral(next.id)}`;
  const writes = journal(context, [{ kind: "backfill", backfill: end }]);
  const answers = await wire.message(
    ["SET LOCAL ROLE none", ...writes, ...(matching > 0 ? [unsettled] : []), waitersSql, "COMMIT"].join("\n;\n"),
  );
  return { end, waiters: Number(answers.at(-2)?.rows[0]?.waiters ?? 0) };
}

/** Who waits for what this transaction holds; asked before it gives that back. */
const waitersSql =
  "SELECT count(DISTINCT pid) AS waiters FROM pg_catalog.pg_locks WHERE NOT granted AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(pid))";

async function isFinished(
  wire: Wire,
  instruction: KeyedBatch,
  { revision, id, until }: BackfillProgress,
  matching: number,
  { grant }: StageContext,
): Promise<boolean> {
  // What came meanwhile into a part is looked for when all parts are done.
  if (instruction.where === null || matching > 0 || (until ?? null) !== null) return true;
  const settled = `SELECT settled FROM keelson.backfill WHERE project = ${quoteLiteral(grant.project)} AND revision = ${quoteLiteral(revision)} AND id = ${quoteLiteral(id)}`;
  const answers = await wire.message(`${matchesSql(instruction)}\n;\nSET LOCAL ROLE none\n;\n${settled}`);
  return answers[0]?.rows[0]?.matches === "f" || answers[2]?.rows[0]?.settled === "f";
}
