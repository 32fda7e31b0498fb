import { formatDuration, type Milliseconds } from "../core/duration.ts";
import { TimeoutError } from "../core/error.ts";

/** Does something that has only so much time. @throws TimeoutError where it took longer and went by its signal */
export async function inTime<T>(most: Milliseconds, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const message = `There was no answer within ${formatDuration(most)}`;
  const remedy = "Look again later: the server is busy, or the way to it is slow";
  const timer = setTimeout(() => late.abort(new TimeoutError(message, { code: "timeout", remedy })), most);
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}
