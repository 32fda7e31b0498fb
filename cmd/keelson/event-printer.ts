import { formatDuration } from "../../src/core/duration.ts";
import type { ExecutionEvent } from "../../src/execute/execution-event.ts";
import { heldBackText } from "../../src/report/held-back-text.ts";
import type { BackfillProgress } from "../../src/port/journal.ts";
import { terminalLogger } from "./terminal-logger.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Tells a person what a run does: a line for each revision, a line that replaces itself for stages and batches; with --verbose each statement
 * before its stage runs. As JSON where logs are JSON.
 */
export function eventPrinter(terminal: Terminal): (event: ExecutionEvent) => void {
  const logger = terminalLogger(terminal);
  if (terminal.options.logFormat === "json")
    return (event) => {
      const { kind, ...fields } = event.kind === "stageStarted" ? withoutStatements(event) : event;
      logger.log("info", kind, flat(fields));
      for (const sql of statementsOf(event)) logger.log("debug", "statement", { sql });
    };
  return (event) => {
    if (terminal.options.verbose) for (const sql of statementsOf(event)) terminal.note(`  ${sql.replaceAll("\n", "\n  ")};`);
    const lines = linesOf(event);
    if (lines.length > 0) {
      terminal.endProgress();
      for (const line of lines) terminal.note(line);
    } else terminal.progress(progressOf(event));
  };
}

const statementsOf = (event: ExecutionEvent): readonly string[] => (event.kind === "stageStarted" ? event.statements : []);

const withoutStatements = ({
  statements: _,
  ...rest
}: Extract<ExecutionEvent, { kind: "stageStarted" }>): object & { readonly kind: "stageStarted" } => rest;

function linesOf(event: ExecutionEvent): readonly string[] {
  switch (event.kind) {
    case "revisionDone":
      return [
        `${event.direction === "up" ? "upgraded" : "downgraded"} ${event.revision}${event.outcome === "skipped" ? " (skipped: its condition does not hold)" : ""}`,
      ];
    case "revisionUndone":
      return [`undone ${event.revision}`];
    case "differenceDone":
      return event.changes.map((change) => `applied: ${change}`);
    case "retrying":
      return [`${event.reason}: trying again in ${formatDuration(event.pause)} (attempt ${event.attempt})`];
    case "recovered":
      return [`the answer to a COMMIT was lost; it ${event.committed === "yes" ? "had" : "had not"} happened`];
    case "revisionStarted":
      return event.from === 0
        ? []
        : [`going on with ${event.revision} at ${event.from < event.stages ? `stage ${event.from + 1} of ${event.stages}` : "its checks"}`];
    case "stageStarted":
    case "stageDone":
    case "batchDone":
    case "heldBack":
      return [];
  }
}

function progressOf(event: ExecutionEvent): string {
  if (event.kind === "batchDone") return `${event.revision ?? "difference"}: ${backfillText(event.backfill)}`;
  if (event.kind === "heldBack") return `${event.revision ?? "difference"}: ${backfillText(event.backfill)}; ${heldBackText(event.by)}`;
  if (event.kind === "stageStarted") return `${event.revision ?? "difference"}: stage ${event.stage + 1} of ${event.of}`;
  return "";
}

/** `12,000 of 40,000 rows (30 %), 8,100 rows/s, 4s left` */
function backfillText({ rows, total, startedAt, updatedAt }: BackfillProgress): string {
  const seconds = (Date.parse(updatedAt) - Date.parse(startedAt)) / 1000;
  const rate = seconds > 0 ? rows / seconds : 0;
  const left = rate > 0 && total > rows ? `, ${formatDuration(Math.ceil((total - rows) / rate) * 1000)} left` : "";
  const share = total > 0 ? ` of ${total.toLocaleString("en")} rows (${Math.min(100, Math.floor((rows / total) * 100))} %)` : " rows";
  return `${rows.toLocaleString("en")}${share}${rate > 0 ? `, ${Math.round(rate).toLocaleString("en")} rows/s` : ""}${left}`;
}

const flat = (fields: object): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "object" && value !== null ? JSON.stringify(value) : value]),
  );
