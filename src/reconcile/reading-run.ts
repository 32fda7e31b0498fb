import { openRun, type Run, type RunOptions } from "./run.ts";

/**
 * Opens a run that only reads, gives it to `use`, and closes it whatever happens: at once where the signal aborts, be it in the middle of a question.
 * @throws what `openRun` throws, and the signal's reason
 */
export async function withReadingRun<T>(options: RunOptions, signal: AbortSignal, use: (run: Run) => Promise<T>): Promise<T> {
  try {
    const run = await openRun({ ...options, signal: AbortSignal.any([options.signal, signal]), until: signal });
    try {
      return await use(run);
    } finally {
      await run.close();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}
