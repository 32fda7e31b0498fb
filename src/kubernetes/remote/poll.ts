import { KeelsonError } from "../../core/error.ts";
import type { RemoteObject } from "./remote-database.ts";

/** Between two looks, in milliseconds. */
const pause = 1000;

/**
 * Looks, by `read`, until `answer` finds what it looks for. An API server that answered once may be away for a while.
 * @throws what `late` makes of the signal's reason
 */
export async function poll<O, T>(
  { clock, signal }: RemoteObject,
  read: () => Promise<O>,
  answer: (found: O) => T | undefined,
  late: (cause: unknown) => KeelsonError,
): Promise<T> {
  let last: { readonly found: O } | undefined;
  for (;;) {
    last = await read().then(
      (found) => ({ found }),
      (error: unknown) => {
        if (last !== undefined && error instanceof KeelsonError && error.retryable) return last;
        throw error;
      },
    );
    const answered = answer(last.found);
    if (answered !== undefined) return answered;
    await clock.sleep(pause, signal).catch((cause: unknown) => {
      throw late(cause);
    });
  }
}
