import { InputError } from "../../../core/error.ts";
import type { RunOptions, RunSource } from "../../../reconcile/run.ts";
import { describeTarget, writtenTarget } from "../../../verb/connection-target.ts";
import { readReference } from "../../value/read-reference.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { DatabaseParts } from "./database-parts.ts";
import type { DatabaseSubject } from "./database-subject.ts";

/** Milliseconds. */
const connectTimeout = 10_000;

const noDocuments: RunSource = {
  digest: () => Promise.reject(new TypeError("a run without a source was asked for documents")),
  load: () => Promise.reject(new TypeError("a run without a source was asked for documents")),
};

/** What a run of this Database is opened with, but for its documents; its Secrets are read here. @throws DatabaseError, InputError */
export async function databaseOptions(
  { transport, verbs, clock, logger, chance, instance }: OperatorContext,
  parts: DatabaseParts,
  subject: DatabaseSubject,
  signal: AbortSignal,
): Promise<RunOptions> {
  const { key, namespace, database, dialect, settings } = subject;
  const dialects = [...verbs.dialects.keys()];
  const readTarget = () =>
    writtenTarget({ database, dialects, folder: verbs.host.cwd, read: (value) => readReference(transport, namespace, value) });
  const target = await readTarget();
  refuseClaimed(parts.claim(key, `${describeTarget(target, dialects)} ${settings.project}`), settings.project);
  const rollout = parts.rollout(subject);
  return {
    dialect,
    target,
    reread: readTarget,
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
    random: chance,
    ...(rollout === undefined ? {} : { rollout }),
  };
}

/** @throws InputError: one journal has one master, and which of two is meant nobody can tell */
function refuseClaimed(others: readonly string[], project: string): void {
  if (others.length === 0) return;
  const message = `the journal of project ${project} in this database is claimed by ${others.join(", ")} too`;
  const remedy = "Delete one of them, or give each a spec.journal.project of its own";
  throw new InputError(message, { code: "claimed-twice", diagnostics: [{ code: "claimed-twice", severity: "error", message, remedy }] });
}
