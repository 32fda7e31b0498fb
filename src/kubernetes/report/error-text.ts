import { KeelsonError } from "../../core/error.ts";
import type { LogLevel } from "../../core/logger.ts";
import { UnreachableError } from "../client/unreachable-error.ts";
import { NotLeadingError } from "../replica/leading-transport.ts";

/** An error in a log line: ours say nothing that may not be printed; of a defect its stack is what helps. */
export const errorText = (error: unknown): string =>
  error instanceof KeelsonError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);

/** A term that is over is a matter of course, for each of a thousand objects; an API server out of reach is a trouble that passes; all else is a defect. */
export function levelOf(error: unknown): LogLevel {
  if (error instanceof NotLeadingError) return "debug";
  return error instanceof UnreachableError ? "warn" : "error";
}
