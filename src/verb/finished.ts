import { DatabaseError, type KeelsonError, type KeelsonErrorOptions } from "../core/error.ts";
import type { Outcome } from "../status/status.ts";

type Failure = new (message: string, options: KeelsonErrorOptions) => KeelsonError;

/**
 * The outcome of a run that came to an end of its own. What stopped it is thrown: a fault of the world as the verb's own error with the
 * status beside it, anything else (input, lease, timeout) as what it is.
 */
export function finished(outcome: Outcome, Verb: Failure): Outcome {
  const { error, exitCode, status } = outcome;
  if (error === undefined) return outcome;
  if (!(error instanceof DatabaseError)) throw error;
  const { code, diagnostics, retryable, message } = error;
  throw new Verb(message, { code, diagnostics, retryable, exitCode, cause: error, status });
}
