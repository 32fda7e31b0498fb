import { KeelsonError } from "../../core/error.ts";
import type { DatabaseObject } from "../object/database-object.ts";
import { readDatabase, type RemoteDatabase } from "./remote-database.ts";

/** Between two looks, in milliseconds. */
const pause = 1000;

/**
 * Looks at a Database until `answer` finds what it looks for. An API server that answered once may be away for a while.
 * @throws what `late` makes of the signal's reason
 */
export async function poll<T>(remote: RemoteDatabase, answer: (object: DatabaseObject) => T | undefined, late: (cause: unknown) => KeelsonError): Promise<T> {
  const { clock, signal } = remote;
  let last: DatabaseObject | undefined;
  for (;;) {
    last = await readDatabase(remote).catch((error: unknown) => {
      if (last !== undefined && error instanceof KeelsonError && error.retryable) return last;
      throw error;
    });
    const found = answer(last);
    if (found !== undefined) return found;
    await clock.sleep(pause, signal).catch((cause: unknown) => {
      throw late(cause);
    });
  }
}
