import { TimeoutError } from "../core/error.ts";
import { InterruptedError } from "../execute/interrupted-error.ts";
import { excerpt } from "../execute/statement-excerpt.ts";
import { StageError } from "../port/stage-error.ts";

/** Whether a run is to stop because the time given to it has passed, and not because somebody interrupted it. */
export const timeIsOver = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof DOMException && reason.name === "TimeoutError";

/** Whoever was stopped before he began does not begin, whatever there is to do. @throws InterruptedError, TimeoutError */
export function refuseStopped(signal: AbortSignal): void {
  if (signal.aborted) throw timeIsOver(signal) ? timeoutError(signal.reason) : new InterruptedError();
}

/** What such a run ends with; it names the statement that was cancelled for it. */
export function timeoutError(cause: unknown): TimeoutError {
  const cancelled = cause instanceof InterruptedError && cause.cause instanceof StageError ? cause.cause : { statement: null };
  const message = `The time given with --timeout is over${cancelled.statement === null ? "" : `, in: ${excerpt(cancelled.statement)}`}`;
  const remedy = "Give it more: what had ended stays, what still ran was cancelled, and the next run goes on from there";
  return new TimeoutError(message, { code: "timeout", cause, remedy });
}
