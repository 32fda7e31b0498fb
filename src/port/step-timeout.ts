import { ExitCode } from "../core/error.ts";
import { formatDuration, type Milliseconds } from "../core/duration.ts";
import { StageError } from "./stage-error.ts";

/** A step was cancelled because its `timeout` was over. Exit 7. */
export function stepTimedOut(timeout: Milliseconds, statement: string | null, cause?: unknown): StageError {
  const code = "step-timeout";
  const message = `The step took longer than its timeout of ${formatDuration(timeout)}, and was cancelled`;
  const remedy = "Run again at a quieter time, or give the step more time";
  return new StageError(message, {
    code,
    disposition: "terminal",
    exitCode: ExitCode.timeout,
    statement,
    cause,
    diagnostics: [{ code, severity: "error", message, remedy }],
  });
}
