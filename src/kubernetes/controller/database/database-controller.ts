import type { Standstill } from "../../../reconcile/standstill.ts";
import type { Lane } from "../../../queue/lanes.ts";
import { type WorkQueue, workQueue } from "../../../queue/work-queue.ts";
import { keyOf, withoutManagedFields } from "../../client/api-object.ts";
import { ownType } from "../../client/resource-type.ts";
import type { DatabaseObject } from "../../object/database-object.ts";
import { errorText, levelOf } from "../../report/error-text.ts";
import { type Namespaces, type WatchedObjects, watchedObjects } from "../../watched/watched-objects.ts";
import { keepReadings } from "../../watched/readings.ts";
import { watchReferences } from "../../watched/references.ts";
import { watchPlans } from "../plan/plans.ts";
import { noticeWishes } from "../notice-wishes.ts";
import type { OperatorContext } from "../operator-context.ts";
import type { Share } from "../share.ts";
import { databaseClaims } from "./claims.ts";
import type { DatabaseParts } from "./database-parts.ts";
import { databaseWork } from "./database-work.ts";
import { ownClaims } from "./own-claims.ts";
import { silentServers } from "./silent-servers.ts";
import { readSubjects } from "./subjects.ts";

export interface DatabaseControllerOptions {
  readonly namespaces: Namespaces;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  readonly share: Share;
  /** Told the keys of Databases that are new, different or gone, also where nothing is to be done about them here. */
  readonly onSeen: (keys: readonly string[]) => void;
  /** Stops the watch. */
  readonly signal: AbortSignal;
}

export interface DatabaseController {
  readonly queue: WorkQueue;
  readonly databases: WatchedObjects<DatabaseObject>;
  /** Looks at these Databases, which the share has from now on. */
  takeUp(isMeant: (key: string) => boolean): void;
  /** Ends all work on these, which the share has no longer: what runs is brought to its next checkpoint. */
  layDown(isMeant: (key: string) => boolean): Promise<void>;
  /** When its watches have ended, after the signal. */
  readonly ended: Promise<void>;
}

/** For pauses after what is no fault of a Database: the API server's troubles, a defect. Milliseconds. */
const backoff = { backoff: 200, maxBackoff: 60_000 };

/** Watches the Databases and works on each that is new, has changed, or whose time has come. */
export function databaseController(
  context: OperatorContext,
  { namespaces, concurrency, share, onSeen, signal }: DatabaseControllerOptions,
): DatabaseController {
  const { transport, clock, chance, logger } = context;
  const put = (key: string, lane: Lane): void => {
    if (share.has(key)) queue.put(key, lane);
  };
  const claims = databaseClaims((keys) => keys.forEach((key) => put(key, "change")));
  const wishes = noticeWishes<DatabaseObject>({
    get: (key) => databases.get(key),
    wishOf: ({ metadata: { uid, generation, deletionTimestamp, annotations } }) => [uid, generation, deletionTimestamp, annotations],
    put,
  });
  const databases = watchedObjects<DatabaseObject>(transport, ownType("Database"), {
    namespaces,
    keep: withoutManagedFields,
    signal,
    clock,
    chance,
    onKeys(keys) {
      for (const key of keys) {
        const object = databases.get(key);
        // Of what others work on its status alone tells.
        if (object === undefined || !share.has(key)) claims.note(key, object?.status?.claims);
        if (share.has(key)) wishes.notice(key);
      }
      onSeen(keys);
    },
    onTrouble: (error) => logger.log("warn", "watch.failed", { kind: "Database", error: errorText(error) }),
  });
  const references = watchReferences({
    transport,
    clock,
    chance,
    signal,
    onStale: (key) => put(key, "change"),
    onTrouble: (kind, error) => logger.log("warn", "watch.failed", { kind, error: errorText(error) }),
  });
  const standstills = new Map<string, Standstill>();
  const readings = keepReadings(references);
  const plans = watchPlans(context, { namespaces, signal, onConsent: (key) => put(key, "change") });
  const parts: DatabaseParts = {
    databases,
    references,
    readings,
    subjects: readSubjects(context),
    plans,
    claims: ownClaims(claims, share, () => databases),
    servers: silentServers(),
    memory: (key) => ({ recall: () => standstills.get(key), remember: (standstill) => void standstills.set(key, standstill) }),
    forget(key) {
      claims.note(key, undefined);
      forgetWork(key);
    },
  };
  const forgetWork = (key: string): void => {
    wishes.forget(key);
    references.forget(key);
    readings.forget(key);
    standstills.delete(key);
    context.observer.forgotten(key);
  };
  const queue = workQueue({
    work: (key, signal) => databaseWork({ ...context, transport: share.transportFor(key) }, parts)(key, signal),
    concurrency,
    groupOf: (key) => key.split("/", 1)[0] ?? "",
    backoff,
    clock,
    chance,
    onDefect: (key, error) => logger.log(levelOf(error), "reconcile.failed", { key, error: errorText(error) }),
  });
  const keys = (isMeant: (key: string) => boolean): readonly string[] => [...databases.all()].map(keyOf).filter(isMeant);
  return {
    queue,
    databases,
    takeUp: (isMeant) => keys(isMeant).forEach(wishes.notice),
    async layDown(isMeant) {
      await queue.withdraw(isMeant);
      keys(isMeant).forEach(forgetWork);
    },
    ended: Promise.all([databases.ended, plans.ended]).then(() => undefined),
  };
}
