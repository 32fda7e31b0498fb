import { databaseController } from "../controller/database/database-controller.ts";
import { type SetController, setController } from "../controller/set/set-controller.ts";
import type { Share } from "../controller/share.ts";
import type { Logger } from "../../core/logger.ts";
import type { LeaseSeat } from "../client/lease.ts";
import { lead, type LeadOptions } from "./lead.ts";
import { leadingTransport } from "./leading-transport.ts";
import { type ReplicaWork, untilAborted } from "./replica-work.ts";
import type { Seats } from "./seats.ts";
import { type Shard, shardOf, shareOut } from "./shards.ts";

/** Every replica watches all Databases and works on those of its shards; the leader on what is there once, the DatabaseSets. Each shard is a Lease: whoever is to have it waits until the one before has let it go. */
export async function workOnShards({ context, seats, metrics, racing, namespaces, concurrency, onController }: ReplicaWork): Promise<void> {
  const { logger, instance } = context;
  const { members } = seats;
  const shardIn = (key: string): Shard => shardOf(key, seats.shards.length);
  const mine = new Set<Shard>();
  const leading = leadingTransport(context.transport, seats.leader.isHeld);
  const share: Share = {
    isPart: true,
    has: (key) => mine.has(shardIn(key)),
    transportFor: (key) => leadingTransport(context.transport, () => seats.shards[shardIn(key)]?.isHeld() === true),
  };
  const watching = new AbortController();
  let sets: SetController | undefined;
  const controller = databaseController(context, {
    namespaces,
    concurrency,
    share,
    onSeen: (keys) => sets?.notice(keys),
    signal: watching.signal,
  });
  onController(controller);
  const { databases } = controller;
  /** A term begins with all that was written in the one before. False where it was over sooner. */
  const caughtUp = async (term: AbortSignal): Promise<boolean> => {
    await Promise.race([databases.relist(), untilAborted(term)]);
    return !term.aborted;
  };

  // Before anything is shared out: in how many parts, whoever leads says.
  await seats.leader.hold().catch(racing.onTrouble);
  const workOnSets = lead(seats.leader, racing, async (term) => {
    logger.log("info", "operator.leads", { instance });
    if (!(await caughtUp(term))) return;
    const stop = new AbortController();
    const own = setController({ ...context, transport: leading }, { namespaces, signal: stop.signal, databases });
    sets = own;
    await untilAborted(term);
    sets = undefined;
    await own.queue.close();
    stop.abort();
    await own.ended;
    metrics.setsResigned();
  });
  const agrees = agreement(seats, logger);
  let shared: ReadonlyMap<Shard, string> = new Map();
  const beat = async (): Promise<void> => {
    if (agrees()) await members.beat().catch(racing.onTrouble);
    else if (members.live.length > 0) await members.leave().catch(racing.onTrouble);
    shared = shareOut(seats.shards.length, members.live);
  };
  const workOn = (seat: LeaseSeat, shard: Shard): Promise<void> => {
    const isOfShard = (key: string): boolean => shardIn(key) === shard;
    return lead(seat, { ...racing, isMeant: () => agrees() && shared.get(shard) === instance }, async (term) => {
      logger.log("info", "shard.taken", { shard, instance });
      if (!(await caughtUp(term))) return;
      mine.add(shard);
      controller.takeUp(isOfShard);
      await untilAborted(term);
      mine.delete(shard);
      await controller.layDown(isOfShard);
      logger.log("info", "shard.left", { shard, instance });
    });
  };

  await beat();
  const living = showLife(beat, racing).then(() => members.leave().catch(racing.onTrouble));
  await Promise.all([workOnSets, living, ...seats.shards.map(workOn)]);
  await controller.queue.close();
  watching.abort();
  await controller.ended;
  onController(undefined);
}

/** Whether this replica cuts as the leader does. One that was told another number stands by, and says so: a number is changed by a rolling update. */
function agreement(seats: Seats, logger: Logger): () => boolean {
  let told: number | undefined;
  return () => {
    const [own, leaders] = [seats.shards.length, seats.ledInto()];
    if (leaders !== undefined && leaders !== own && leaders !== told) logger.log("warn", "shards.differ", { own, leaders });
    told = leaders;
    return leaders === own;
  };
}

/** Tells the others that this replica lives, until it is told to end. */
async function showLife(beat: () => Promise<void>, { clock, interval, signal }: LeadOptions): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(interval, signal).catch(() => undefined);
    if (!signal.aborted) await beat();
  }
}
