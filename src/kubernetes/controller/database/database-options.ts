import { DatabaseError, InputError } from "../../../core/error.ts";
import type { ConnectionTarget } from "../../../port/dialect.ts";
import type { RunOptions, RunSource } from "../../../reconcile/run.ts";
import { isSocket, isUrlFault, parseConnectionUrl } from "../../../resource/connection-url.ts";
import { describeTarget, writtenTarget } from "../../../verb/project/connection-target.ts";
import { podsRollout } from "../../rollout/pods-rollout.ts";
import { namespaceReader } from "../../read/namespace-reader.ts";
import type { Read, ReadThrough } from "../../watched/readings.ts";
import type { Reference } from "../../watched/reference.ts";
import type { LookContext } from "../operator-context.ts";
import type { JournalPlace } from "./claims.ts";
import type { DatabaseSubject } from "./database-subject.ts";

/** Milliseconds. */
const connectTimeout = 10_000;

const noDocuments: RunSource = {
  digest: () => Promise.reject(new TypeError("a run without a source was asked for documents")),
  load: () => Promise.reject(new TypeError("a run without a source was asked for documents")),
};

export interface DatabaseSurroundings {
  /** Told of each Secret and ConfigMap that is read. */
  readonly note: (reference: Reference) => void;
  /** Spares a reading whose answer is known. */
  readonly through: ReadThrough;
  /** Told where the journal lies, before the database is asked for anything. */
  readonly onPlace: (place: JournalPlace) => void;
  /** Other Databases that claim the same journal, by key; asked once the database has let the run in. */
  readonly others: (place: JournalPlace) => Promise<readonly string[]>;
}

/** What a run of this Database is opened with, but for its documents; its Secrets are read here. @throws DatabaseError, InputError */
export async function databaseOptions(
  { transport, verbs, clock, logger, chance, instance, directories }: LookContext,
  { note, through, onPlace, others }: DatabaseSurroundings,
  subject: DatabaseSubject,
  signal: AbortSignal,
): Promise<RunOptions> {
  const { key, namespace, database, dialect, settings } = subject;
  const dialects = [...verbs.dialects.keys()];
  const readTarget: Read<ConnectionTarget> = (told) => {
    const reader = namespaceReader({ transport, namespace, note: told, absent: unavailable });
    return writtenTarget({ database, dialects, folder: verbs.host.cwd, workingFolder: verbs.host.cwd, read: reader.value });
  };
  const { target, place } = await through("target", JSON.stringify(database.spec.connection ?? {}), async (told) => {
    const found = await readTarget(told);
    return { target: found, place: describeTarget(found, dialects) };
  });
  if (directories === "refused") refuseOwnFiles(target);
  const journal = { database: place, project: settings.project };
  onPlace(journal);
  const rollout = podsRollout(transport, namespace, database);
  return {
    dialect,
    target,
    // A watch may lag behind: a login that is refused is worth a question.
    reread: () => readTarget(note),
    onAdmitted: async () => refuseClaimed(await others(journal), settings.project),
    database,
    source: noDocuments,
    actor: { tool: "keelson operator", version: verbs.version, user: key, host: instance, pid: verbs.host.pid },
    clock,
    logger,
    signal,
    operations: verbs.operations,
    // The queue waits, not the worker: whoever holds the lease delays no other database.
    lockWait: 0,
    connectTimeout,
    otherFiles: "refused",
    random: chance,
    ...(rollout === undefined ? {} : { rollout }),
  };
}

const unavailable = (message: string, remedy: string): DatabaseError =>
  new DatabaseError(message, { code: "reference-missing", retryable: true, remedy });

/** @throws InputError for a file or a socket */
function refuseOwnFiles({ url, directUrl = url, shown }: ConnectionTarget): void {
  const leadsToSocket = (text: string): boolean => {
    const parsed = parseConnectionUrl(text);
    return !isUrlFault(parsed) && isSocket(parsed);
  };
  if (shown === undefined && ![url, directUrl].some(leadsToSocket)) return;
  const message = `the database is a ${shown === undefined ? "socket" : "file"} of the operator's own file system`;
  const remedy =
    "Start the operator with --allow-directories where every author of a Database may use its files, or run `keelson reconcile` beside the file";
  throw new InputError(message, { code: "refused-in-cluster", remedy });
}

/** @throws InputError: one journal has one master, and which of two is meant nobody can tell */
function refuseClaimed(others: readonly string[], project: string): void {
  if (others.length === 0) return;
  const message = `the journal of project ${project} in this database is claimed by ${others.join(", ")} too`;
  const remedy = "Delete one of them, or give each a spec.journal.project of its own";
  throw new InputError(message, { code: "claimed-twice", remedy });
}
