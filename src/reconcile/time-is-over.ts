import { TimeoutError } from "../core/error.ts";

/** Whether a run is to stop because the time given to it has passed, and not because somebody interrupted it. */
export const timeIsOver = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && reason instanceof DOMException && reason.name === "TimeoutError";

/** What such a run ends with. */
export function timeoutError(cause: unknown): TimeoutError {
  const message = "The time given with --timeout is over";
  const remedy = "Give it more: what had ended stays, what still ran was cancelled, and the next run goes on from there";
  return new TimeoutError(message, { code: "timeout", cause, remedy });
}
