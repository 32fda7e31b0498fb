import { TimeoutError } from "../../core/error.ts";
import { saysApplied } from "../object/says-applied.ts";
import { poll } from "./poll.ts";
import { readDatabase } from "./remote-database.ts";
import { membersOf, readSet, type RemoteSet, setTitle } from "./remote-set.ts";
import { isSeen } from "./reported-outcome.ts";

/** Blocks until every Database of a set says that a revision is applied. Needs `get` on the set and on Databases. @throws NotFoundError, TimeoutError */
export function remoteSetWait(remote: RemoteSet, revision: string): Promise<{ readonly heads: readonly string[] }> {
  let waiting: readonly string[] = [];
  const look = async () => {
    const set = await readSet(remote);
    const names = isSeen(set) ? membersOf(set) : [];
    const databases = await Promise.all(names.map((name) => readDatabase({ ...remote, name })));
    waiting = databases.filter((database) => !saysApplied(database, revision)).map(({ metadata }) => metadata.name);
    return names.length > 0 && waiting.length === 0 ? databases.flatMap(({ status }) => status?.revision?.current ?? []) : undefined;
  };
  return poll(
    remote,
    look,
    (heads) => heads && { heads: [...new Set(heads)].sort() },
    (cause) => {
      const whose = waiting.length === 0 ? "it has no Databases yet" : `not of ${waiting.join(", ")}`;
      const remedy = "Wait longer with --timeout, or see where the rollout stands with keelson status --set";
      return new TimeoutError(`not all Databases of ${setTitle(remote)} say that ${revision} is applied: ${whose}`, {
        code: "wait-timeout",
        cause,
        remedy,
      });
    },
  );
}
