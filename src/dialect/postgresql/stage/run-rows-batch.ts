import type { RowsBatch } from "../../../instruction/instruction.ts";
import { cursorAt, doneOf, rowsPage, sizeOf } from "../../../instruction/rows-page.ts";
import type { BackfillProgress } from "../../../port/journal.ts";
import type { BatchReport, StageContext } from "../../../port/stage-runner.ts";
import type { Link } from "../connection/link.ts";
import { whileCancellable } from "./cancel.ts";
import { stageFault } from "./stage-fault.ts";
import { heldBack, wantedSql } from "./held-back.ts";
import { asRole, journal, opening } from "./stage-message.ts";

/** One batch of rows that are brought in, and how far that has come, in one transaction. A fault of the last message is `ambiguous`, as in `runBatch`. */
export async function runRowsBatch(
  link: Link,
  { work, statement }: RowsBatch,
  progress: BackfillProgress,
  rows: number,
  context: StageContext,
): Promise<BatchReport> {
  const wire = link.current;
  const started = performance.now();
  const done = doneOf(progress.cursor);
  const { statements, next, rows: most } = rowsPage(work, done, rows);
  const counting = work.kind === "copy" ? [`SELECT coalesce(max(${work.ordinal}), 0) AS size FROM ${work.from}`] : [];
  try {
    return await whileCancellable(link, wire, context.signal, async () => {
      const begun = await wire.message([...opening(link, context), wantedSql(context, progress)].join("\n;\n"));
      const held = heldBack(begun.at(-1), progress);
      if (held !== null) {
        await wire.message("ROLLBACK");
        return held;
      }
      const answers = await wire.message([...asRole(link), ...statements, ...counting].join("\n;\n"));
      const size = sizeOf(work) ?? Number(answers.at(-1)?.rows[0]?.size);
      const came = work.kind === "insert" ? most : Math.max(0, Math.min(size, next) - done);
      const end: BackfillProgress = {
        ...progress,
        cursor: cursorAt(next),
        rows: progress.rows + came,
        total: work.kind === "insert" ? work.units.reduce((sum, unit) => sum + unit.rows, 0) : size,
        state: next >= size ? "done" : "running",
        updatedAt: new Date().toISOString(),
      };
      await wire.message(["SET LOCAL ROLE none", ...journal(context, [{ kind: "backfill", backfill: end }]), "COMMIT"].join("\n;\n"));
      return { rows: came, milliseconds: performance.now() - started, done: end.state === "done", progress: end };
    });
  } catch (error) {
    if (wire.alive) await wire.message("ROLLBACK").catch(() => undefined);
    throw stageFault(error, { statement: statement.sql, limit: "none" });
  }
}
