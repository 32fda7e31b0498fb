import type { Diagnostic } from "./diagnostic.ts";
import type { Position } from "./position.ts";

/** Exit codes of the command line; where several hold the order is 1 > 7 > 4 > 3 > 5 > 6 > 2. */
export const ExitCode = {
  done: 0,
  failed: 1,
  pending: 2,
  invalid: 3,
  leaseHeld: 4,
  gated: 5,
  drift: 6,
  timeout: 7,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface KeelsonErrorOptions {
  /** Stable code in kebab-case, printed beside the message and in JSON. */
  readonly code: string;
  /** What to do, where the error itself is the one finding. */
  readonly remedy?: string;
  /** Where it is, with `remedy`. */
  readonly position?: Position | undefined;
  /** The findings, where they are others or several. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly retryable?: boolean;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
  /** What is known of the database all the same: shown beside the error in JSON. */
  readonly status?: object;
}

/** Base of every error that keelson throws on purpose; anything else that escapes is a defect. */
export class KeelsonError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly retryable: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly status: object | undefined;

  constructor(message: string, options: KeelsonErrorOptions) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.exitCode = options.exitCode ?? ExitCode.failed;
    this.retryable = options.retryable ?? false;
    this.diagnostics = options.diagnostics ?? ownFinding(message, options);
    this.status = options.status;
  }
}

const ownFinding = (message: string, { code, remedy, position }: KeelsonErrorOptions): readonly Diagnostic[] =>
  remedy === undefined ? [] : [{ code, severity: "error", message, remedy, ...(position === undefined ? {} : { position }) }];

/** What a person wrote (document, flag, target) cannot be done. Exit 3. */
export class InputError extends KeelsonError {
  constructor(message: string, options: KeelsonErrorOptions) {
    super(message, { exitCode: ExitCode.invalid, ...options });
  }
}

/** A revision, object, file or database that was named does not exist. Exit 3. */
export class NotFoundError extends InputError {}

/** A new project could not be laid out. */
export class InitError extends KeelsonError {}

/** A new file (revision, merge, baseline) could not be written. */
export class CreationError extends KeelsonError {}

/** A walk up failed. */
export class UpgradeError extends KeelsonError {}

/** A walk down failed or is not possible. */
export class DowngradeError extends KeelsonError {}

/** The database cannot be reached, refuses us, or failed a statement. Exit 1. */
export class DatabaseError extends KeelsonError {}

/** Another runner holds the lease. Exit 4. */
export class LeaseHeldError extends KeelsonError {
  constructor(message: string, options: KeelsonErrorOptions) {
    super(message, { exitCode: ExitCode.leaseHeld, retryable: true, ...options });
  }
}

/** Policy, approval, window or missing consent holds the run back. Exit 5. */
export class GatedError extends KeelsonError {
  constructor(message: string, options: KeelsonErrorOptions) {
    super(message, { exitCode: ExitCode.gated, ...options });
  }
}

/** Time given with --timeout is over. Exit 7. */
export class TimeoutError extends KeelsonError {
  constructor(message: string, options: KeelsonErrorOptions) {
    super(message, { exitCode: ExitCode.timeout, retryable: true, ...options });
  }
}
