import type { KeelsonErrorOptions } from "../core/error.ts";
import { DatabaseError } from "../core/error.ts";
import type { Disposition } from "./stage-runner.ts";

export interface StageErrorOptions extends KeelsonErrorOptions {
  readonly disposition: Disposition;
  readonly sqlState?: string | null;
  readonly statement?: string | null;
  readonly offset?: number | null;
  readonly blockers?: readonly string[] | null;
  readonly effect?: "none" | "unknown";
}

/** A stage did not go through; `disposition` says what the executor does about it. */
export class StageError extends DatabaseError {
  readonly disposition: Disposition;
  /** SQLSTATE or SQLite result code, where the server gave one. */
  readonly sqlState: string | null;
  /** The statement that failed, where it is known. */
  readonly statement: string | null;
  /** The character of the statement that the server points at. */
  readonly offset: number | null;
  /** Who held the lock that was waited for in vain, as far as that could be told; null where it was no such wait. */
  readonly blockers: readonly string[] | null;
  /** `none`: outside of any transaction it was refused before anything was done. */
  readonly effect: "none" | "unknown";

  constructor(message: string, options: StageErrorOptions) {
    super(message, { retryable: options.disposition !== "terminal", ...options });
    this.disposition = options.disposition;
    this.sqlState = options.sqlState ?? null;
    this.statement = options.statement ?? null;
    this.offset = options.offset ?? null;
    this.blockers = options.blockers ?? null;
    this.effect = options.effect ?? "unknown";
  }

  /** What another error takes over from it that says the same otherwise. */
  get traits(): StageErrorOptions {
    const { code, disposition, exitCode, sqlState, statement, offset, blockers, effect, diagnostics, cause } = this;
    return { code, disposition, exitCode, sqlState, statement, offset, blockers, effect, diagnostics, cause };
  }

  /** The same error of a stage that has done nothing. */
  withoutEffect(): StageError {
    return new StageError(this.message, { ...this.traits, effect: "none" });
  }

  /** The same error, naming where. */
  at(place: string): StageError {
    const diagnostics = this.diagnostics.map((diagnostic) => ({ ...diagnostic, message: `${diagnostic.message}, at ${place}` }));
    return new StageError(`${this.message}, at ${place}`, { ...this.traits, diagnostics });
  }
}
