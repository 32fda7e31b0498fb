import { type WorkQueue, workQueue } from "../../../queue/work-queue.ts";
import { withoutManagedFields } from "../../client/api-object.ts";
import { ownType } from "../../client/resource-type.ts";
import { type DatabaseObject, requestedRun } from "../../object/database-object.ts";
import type { DatabaseSetObject } from "../../object/database-set-object.ts";
import { errorText, levelOf } from "../../report/error-text.ts";
import { watchReferences } from "../../watched/references.ts";
import { type Namespaces, type WatchedObjects, watchedObjects } from "../../watched/watched-objects.ts";
import { noticeWishes } from "../notice-wishes.ts";
import type { OperatorContext } from "../operator-context.ts";
import { databaseFollowers } from "./database-followers.ts";
import { selectedSecrets } from "./selected-secrets.ts";
import type { SetParts } from "./set-parts.ts";
import { setReporter } from "./set-reporter.ts";
import { setWork } from "./set-work.ts";

export interface SetControllerOptions {
  readonly namespaces: Namespaces;
  /** As the controller of Databases watches them. */
  readonly databases: WatchedObjects<DatabaseObject>;
  /** Stops the watch. */
  readonly signal: AbortSignal;
}

export interface SetController {
  readonly queue: WorkQueue;
  /** Databases that are new, different or gone: work for the sets that they belong to. */
  notice(databases: readonly string[]): void;
  /** When its watches have ended, after the signal. */
  readonly ended: Promise<void>;
}

/** Sets write objects and wait for nothing: two at a time delay nobody. */
const concurrency = 2;
const backoff = { backoff: 1_000, maxBackoff: 300_000 };

/** Watches the DatabaseSets and works on each that is new, has changed, or whose Databases have. */
export function setController(context: OperatorContext, { namespaces, databases, signal }: SetControllerOptions): SetController {
  const { transport, clock, chance, logger } = context;
  const followers = databaseFollowers();
  const sets = watchedObjects<DatabaseSetObject>(transport, ownType("DatabaseSet"), {
    namespaces,
    keep: withoutManagedFields,
    signal,
    clock,
    chance,
    onKeys: (keys) => keys.forEach(wishes.notice),
    onTrouble: (error) => logger.log("warn", "watch.failed", { kind: "DatabaseSet", error: errorText(error) }),
  });
  const references = watchReferences({
    transport,
    clock,
    chance,
    signal,
    onStale(key) {
      secrets.stale(key);
      queue.put(key, "change");
    },
    onTrouble: (kind, error) => logger.log("warn", "watch.failed", { kind, error: errorText(error) }),
  });
  const secrets = selectedSecrets(transport, references);
  const wishes = noticeWishes<DatabaseSetObject>({
    get: (key) => sets.get(key),
    wishOf: (set) => [set.metadata.uid, set.metadata.generation, set.metadata.deletionTimestamp, requestedRun(set)],
    put: (key, lane) => queue.put(key, lane),
  });
  const parts: SetParts = {
    sets,
    databases,
    secrets,
    reporter: setReporter(context, sets),
    checked: new Map(),
    follow: followers.follow,
    forget(key) {
      context.observer.setForgotten(key);
      wishes.forget(key);
      parts.checked.delete(key);
      parts.reporter.forget(key);
      followers.forget(key);
      secrets.stale(key);
      references.forget(key);
    },
  };
  const queue = workQueue({
    work: setWork(context, parts),
    concurrency,
    groupOf: (key) => key.split("/", 1)[0] ?? "",
    backoff,
    clock,
    chance,
    onDefect: (key, error) => logger.log(levelOf(error), "rollout.failed", { key, error: errorText(error) }),
  });
  return {
    queue,
    notice(keys) {
      for (const set of new Set(keys.flatMap((key) => followers.of(key, databases.get(key)))))
        if (sets.get(set) !== undefined) queue.put(set, "change");
    },
    ended: sets.ended,
  };
}
