import type { DatabaseObject } from "../object/database-object.ts";
import { saysApplied } from "../object/says-applied.ts";
import type { HttpAnswer } from "../../http/http-server.ts";

/** Ids of all revisions that the journal of a Database holds. @throws KeelsonError where the database cannot be asked */
export type ReadJournal = (object: DatabaseObject) => Promise<ReadonlySet<string>>;

/** Whether a Database is as its documents say; with a revision, whether that is applied, whatever else waits. */
export async function databaseReadiness(
  object: DatabaseObject,
  revision: string | undefined,
  readJournal: ReadJournal,
): Promise<HttpAnswer> {
  const { metadata, status } = object;
  if (revision === undefined) {
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    const isCurrent = status?.observedGeneration === metadata.generation;
    return {
      status: ready?.status === "True" && isCurrent ? 200 : 503,
      text: isCurrent && ready !== undefined ? `${ready.reason}: ${ready.message}` : "not looked at yet",
    };
  }
  if (saysApplied(object, revision)) return applied(revision);
  const journal = await readJournal(object).catch(() => undefined);
  if (journal?.has(revision) === true) return applied(revision);
  return { status: 503, text: journal === undefined ? "the database cannot be asked" : `${revision} is not applied yet` };
}

const applied = (revision: string): HttpAnswer => ({ status: 200, text: `${revision} is applied` });
