import { DatabaseError, ExitCode, InputError, KeelsonError, LeaseHeldError, TimeoutError } from "../core/error.ts";
import { InterruptedError } from "../execute/interrupted-error.ts";
import { StageError } from "../port/stage-error.ts";
import { MultipleHeadsError, RevisionUnknownError } from "../revision/target-errors.ts";
import { SignatureRefusedError, SourceUnavailableError } from "../source/source-errors.ts";
import type { Situation } from "../status/situation.ts";
import { RightsMissingError } from "./missing-rights.ts";
import { StopError } from "./stop-errors.ts";

/** The situation that an error puts a database in; undefined for what is no error of ours, a defect. */
export function situationOfError(error: unknown): Situation | undefined {
  if (error instanceof StopError) return error.situation;
  if (error instanceof MultipleHeadsError) return "multipleHeads";
  if (error instanceof RevisionUnknownError) return "revisionUnknown";
  if (error instanceof LeaseHeldError) return "leaseHeld";
  if (error instanceof TimeoutError || (error instanceof KeelsonError && error.exitCode === ExitCode.timeout)) return "timedOut";
  if (error instanceof InterruptedError) return "interrupted";
  if (error instanceof StageError) return error.exitCode === ExitCode.invalid ? "invalid" : "failed";
  if (error instanceof RightsMissingError) return "failed";
  if (error instanceof SourceUnavailableError) return "sourceUnavailable";
  if (error instanceof SignatureRefusedError) return "refused";
  if (error instanceof InputError) return "invalid";
  if (error instanceof DatabaseError) return "databaseUnavailable";
  if (error instanceof KeelsonError) return error.exitCode === ExitCode.invalid ? "invalid" : "failed";
  return undefined;
}
