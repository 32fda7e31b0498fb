import { TimeoutError } from "../../core/error.ts";
import { poll } from "./poll.ts";
import { readDatabase, type RemoteDatabase, titleOf } from "./remote-database.ts";
import { saysApplied } from "../object/says-applied.ts";

/** Blocks until the status of a Database says that a revision is applied. Needs `get` on that one object. @throws NotFoundError, TimeoutError */
export const remoteWait = (remote: RemoteDatabase, revision: string): Promise<{ readonly heads: readonly string[] }> =>
  poll(
    remote,
    () => readDatabase(remote),
    (object) => (saysApplied(object, revision) ? { heads: object.status?.revision?.current ?? [] } : undefined),
    (cause) =>
      new TimeoutError(`the status of ${titleOf(remote)} does not say that ${revision} is applied`, {
        code: "wait-timeout",
        cause,
        remedy:
          "Wait longer with --timeout; a status names the heads and the last ten steps, and older ones are known to keelson wait beside the database",
      }),
  );
