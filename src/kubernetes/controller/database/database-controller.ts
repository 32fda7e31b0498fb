import type { Standstill } from "../../../reconcile/standstill.ts";
import { type WorkQueue, workQueue } from "../../../queue/work-queue.ts";
import { withoutManagedFields } from "../../client/api-object.ts";
import { ownType } from "../../client/resource-type.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { errorText, levelOf } from "../../report/error-text.ts";
import { type Namespaces, type WatchedObjects, watchedObjects } from "../../watched/watched-objects.ts";
import { keepReadings } from "../../watched/readings.ts";
import { watchReferences } from "../../watched/references.ts";
import { watchPlans } from "../plan/plans.ts";
import { noticeWishes } from "../notice-wishes.ts";
import type { OperatorContext } from "../operator-context.ts";
import { databaseClaims } from "./claims.ts";
import type { DatabaseParts } from "./database-parts.ts";
import { databaseWork } from "./database-work.ts";
import { watchRivals } from "./rivals.ts";
import { readSubjects } from "./subjects.ts";

export interface DatabaseControllerOptions {
  readonly namespaces: Namespaces;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  /** Told the keys of Databases that are new, different or gone, also where nothing is to be done about them here. */
  readonly onSeen: (keys: readonly string[]) => void;
  /** Stops the watch. */
  readonly signal: AbortSignal;
}

export interface DatabaseController {
  readonly queue: WorkQueue;
  readonly databases: WatchedObjects<DatabaseObject>;
  /** When its watches have ended, after the signal. */
  readonly ended: Promise<void>;
}

/** For pauses after what is no fault of a Database: the API server's troubles, a defect. Milliseconds. */
const backoff = { backoff: 200, maxBackoff: 60_000 };

/** Watches the Databases and works on each that is new, has changed, or whose time has come. */
export function databaseController(
  context: OperatorContext,
  { namespaces, concurrency, onSeen, signal }: DatabaseControllerOptions,
): DatabaseController {
  const { transport, clock, chance, logger } = context;
  const lookAgain = (keys: readonly string[]): void => keys.forEach((key) => queue.put(key, "change"));
  const claims = databaseClaims(lookAgain);
  const rivals = watchRivals(claims, lookAgain);
  const wishes = noticeWishes<DatabaseObject>({
    get: (key) => databases.get(key),
    wishOf: ({ metadata: { uid, generation, deletionTimestamp, annotations } }) => [uid, generation, deletionTimestamp, annotations],
    put: (key, lane) => queue.put(key, lane),
  });
  const databases = watchedObjects<DatabaseObject>(transport, ownType("Database"), {
    namespaces,
    keep: withoutManagedFields,
    signal,
    clock,
    chance,
    onKeys(keys) {
      keys.forEach(wishes.notice);
      onSeen(keys);
    },
    onTrouble: (error) => logger.log("warn", "watch.failed", { kind: "Database", error: errorText(error) }),
  });
  const references = watchReferences({
    transport,
    clock,
    chance,
    signal,
    onStale: (key) => queue.put(key, "change"),
    onTrouble: (kind, error) => logger.log("warn", "watch.failed", { kind, error: errorText(error) }),
  });
  const standstills = new Map<string, Standstill>();
  const readings = keepReadings(references);
  const plans = watchPlans(context, { namespaces, signal, onConsent: (key) => queue.put(key, "change") });
  const parts: DatabaseParts = {
    databases,
    references,
    readings,
    subjects: readSubjects(context),
    plans,
    claim: claims.claim,
    rivals,
    memory: (key) => ({ recall: () => standstills.get(key), remember: (standstill) => void standstills.set(key, standstill) }),
    forget(key) {
      wishes.forget(key);
      claims.release(key);
      rivals.forget(key);
      references.forget(key);
      readings.forget(key);
      standstills.delete(key);
    },
  };
  const queue = workQueue({
    work: databaseWork(context, parts),
    concurrency,
    groupOf: (key) => key.split("/", 1)[0] ?? "",
    backoff,
    clock,
    chance,
    onDefect: (key, error) => logger.log(levelOf(error), "reconcile.failed", { key, error: errorText(error) }),
  });
  return { queue, databases, ended: Promise.all([databases.ended, plans.ended]).then(() => undefined) };
}
