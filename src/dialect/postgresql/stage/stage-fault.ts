import type { Milliseconds } from "../../../core/duration.ts";
import type { Diagnostic } from "../../../core/diagnostic.ts";
import type { Disposition } from "../../../port/stage-runner.ts";
import { StageError } from "../../../port/stage-error.ts";
import { stepTimedOut } from "../../../port/step-timeout.ts";
import { dispositionOf } from "./sqlstate.ts";

interface ServerError {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly hint?: unknown;
  readonly severity?: unknown;
}

interface Circumstances {
  /** What people wrote, or what the plan says, that failed; null for a statement of ours. */
  readonly statement: string | null;
  /** The character of it that the server points at. */
  readonly offset?: number | null | undefined;
  /** The limit of ours that may have cancelled it: waiting for a lock, holding one or building too long, the time of its step. */
  readonly limit: "lock" | "hold" | "step" | "none";
  /** With limit `step`. */
  readonly timeout?: Milliseconds | undefined;
  /** Who was waited for. */
  readonly blockers?: readonly string[];
}

const cancelled = "57014";
const lockNotAvailable = "55P03";
/** An assertion of ours, see `expectation`. */
const asserted = "KL003";
/** The server's own hint is CASCADE, which no operation has. */
const stillUsed = "2BP01";

/** A lock may come free at any time; what takes too long rarely becomes quick. */
const overdue: Readonly<Record<Circumstances["limit"], Disposition>> = {
  lock: "retry",
  hold: "retryFew",
  step: "terminal",
  none: "terminal",
};

/** The driver's error as a StageError that says what the executor does about it. */
export function stageFault(error: unknown, { statement, offset, limit, timeout, blockers = [] }: Circumstances): StageError {
  if (error instanceof StageError) return error;
  const { code, detail, hint, severity } = (error ?? {}) as ServerError;
  // System errors (ECONNRESET) have a code as well: only the server gives a severity.
  const sqlState = typeof code === "string" && severity !== undefined ? code : null;
  if (sqlState === cancelled && limit === "step" && timeout !== undefined) return stepTimedOut(timeout, statement, error);
  const disposition = sqlState === cancelled ? overdue[limit] : dispositionOf(sqlState);
  const said = error instanceof Error ? error.message : String(error);
  const told = sqlState === null ? `The connection broke: ${said}` : typeof detail === "string" ? `${said} (${detail})` : said;
  const message = blockers.length === 0 ? told : `${told}; held by ${blockers.join("; ")}`;
  const isWait = sqlState === lockNotAvailable || (sqlState === cancelled && limit === "lock");
  const diagnostic: Diagnostic =
    sqlState === asserted
      ? { code: "assertion-failed", severity: "error", message, remedy: "Correct the data, then run again" }
      : {
          code: "statement-failed",
          severity: "error",
          message: `${sqlState === null ? "" : `SQLSTATE ${sqlState}: `}${message}`,
          remedy:
            sqlState === stillUsed
              ? "Drop or change what depends on it in a step before"
              : typeof hint === "string"
                ? hint
                : remedies[disposition],
        };
  return new StageError(message, {
    code: diagnostic.code,
    disposition,
    sqlState,
    statement,
    offset: offset ?? null,
    blockers: isWait ? blockers : null,
    diagnostics: [diagnostic],
    cause: error,
  });
}

const remedies: Readonly<Record<Disposition, string>> = {
  retry: "Run again when what blocks it has ended",
  retryFew: "Run again at a quieter time, or allow the statement more time",
  replan: "Run again: the plan is made anew",
  fenced: "Another runner works on this database; wait for it",
  ambiguous: "Run again: the journal tells what was committed",
  terminal: "Correct what the message names, then run again",
};
