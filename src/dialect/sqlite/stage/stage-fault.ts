import { ExitCode } from "../../../core/error.ts";
import { StageError } from "../../../port/stage-error.ts";
import type { Disposition } from "../../../port/stage-runner.ts";
import { sqliteFault } from "../connection/sqlite-fault.ts";
import { temporaryPrefix } from "../lower/rebuild.ts";

interface Verdict {
  readonly disposition: Disposition;
  readonly code: string;
  readonly remedy: string;
}

/** What each result code of SQLite means for a stage; one that is not here is terminal. */
const verdicts: Readonly<Record<string, Verdict>> = {
  SQLITE_BUSY: { disposition: "retry", code: "database-busy", remedy: "Wait until the other program has written" },
  SQLITE_LOCKED: { disposition: "retry", code: "database-busy", remedy: "Wait until the other program has written" },
  SQLITE_PROTOCOL: { disposition: "retry", code: "database-busy", remedy: "Wait until the other program has written" },
  SQLITE_SCHEMA: { disposition: "retryFew", code: "schema-changed", remedy: "Run again" },
  SQLITE_NOMEM: { disposition: "retryFew", code: "out-of-memory", remedy: "Give the process more memory" },
  SQLITE_FULL: {
    disposition: "terminal",
    code: "disk-full",
    remedy: "Make room on the disk, or raise max_page_count, then run again: nothing of this stage is left",
  },
  SQLITE_IOERR: { disposition: "terminal", code: "disk-error", remedy: "Check the disk, then run again: nothing of this stage is left" },
  SQLITE_READONLY: { disposition: "terminal", code: "read-only", remedy: "Give the right to write the file and its folder" },
  SQLITE_CANTOPEN: {
    disposition: "terminal",
    code: "file-not-readable",
    remedy: "Check that the file's folder may be written: SQLite lays its journal there",
  },
  SQLITE_CORRUPT: {
    disposition: "terminal",
    code: "database-corrupt",
    remedy: "Restore it from a backup, or recover it with the sqlite3 shell",
  },
  SQLITE_NOTADB: { disposition: "terminal", code: "not-sqlite", remedy: "Check the path" },
  SQLITE_CONSTRAINT: {
    disposition: "terminal",
    code: "constraint-failed",
    remedy: "Correct the rows that break the constraint, then run again",
  },
  SQLITE_INTERRUPT: { disposition: "terminal", code: "interrupted", remedy: "Run again: nothing of this stage is left" },
};

const otherwise: Verdict = {
  disposition: "terminal",
  code: "statement-failed",
  remedy: "Correct the statement, or what it refers to, then run again",
};

/** Any error of a stage as a StageError; one that is one already stays as it is. */
export function stageFault(error: unknown, statement: string | null): StageError {
  if (error instanceof StageError) return error;
  const fault = sqliteFault(error);
  const { disposition, code, remedy } = (fault === undefined ? undefined : verdicts[fault.code]) ?? otherwise;
  const reason = asKnown(fault?.message ?? (error instanceof Error ? error.message : String(error)));
  return new StageError(reason, {
    disposition,
    code,
    cause: error,
    sqlState: fault?.code ?? null,
    statement,
    // SQLite cannot tell who writes.
    blockers: code === "database-busy" ? [] : null,
    diagnostics: [{ code, severity: "error", message: reason, remedy }],
  });
}

/** The message with the names that people know: a table is built anew under another one. */
const asKnown = (message: string): string => message.replaceAll(temporaryPrefix, "");

/** What was asked for cannot be done to what is there: a document has to change. */
export const askedInVain = (code: string, message: string, remedy: string): StageError =>
  new StageError(message, { code, disposition: "terminal", exitCode: ExitCode.invalid, remedy });

/** A fault that we found ourselves. */
export const stageRefusal = (code: string, message: string, remedy: string, disposition: Disposition = "terminal"): StageError =>
  new StageError(message, { code, disposition, remedy });
