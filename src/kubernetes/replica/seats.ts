import type { Clock } from "../../core/clock.ts";
import { type LeaseSeat, leaseSeat } from "../client/lease.ts";
import type { Transport } from "../client/transport.ts";
import { type Members, watchMembers } from "./members.ts";

export interface SeatsOptions {
  readonly name: string;
  readonly seconds: number;
  readonly shards: number;
  /** Unique among the replicas. */
  readonly instance: string;
  readonly clock: Clock;
}

/** What replicas race for, and where they see each other. */
export interface Seats {
  /** Of whatever one replica does for all. */
  readonly leader: LeaseSeat;
  /** One for each shard; none where the leader does all the work. */
  readonly shards: readonly LeaseSeat[];
  readonly members: Members;
  /** In how many parts whoever leads, or led last, has the Databases shared out; undefined where that is not known yet. */
  ledInto(): number | undefined;
}

/** Of the leader's Lease. Two numbers are two ways to cut: that of the leader counts. */
const shardsAnnotation = "keelson.dev/shards";

/** Leases in the transport's namespace; the operator's rights give their names (`deploy/operator/leader-role.yaml`). */
export function replicaSeats(transport: Transport, { name, seconds, shards, instance, clock }: SeatsOptions): Seats {
  const options = { namespace: transport.namespace, identity: instance, seconds, clock };
  const count = shards === 1 ? 0 : shards;
  const leader = leaseSeat(transport, { ...options, name, annotations: { [shardsAnnotation]: String(shards) } });
  return {
    leader,
    shards: Array.from({ length: count }, (_, shard) => leaseSeat(transport, { ...options, name: `${name}-shard-${shard}` })),
    members: watchMembers(transport, { ...options, name: `${name}-members` }),
    ledInto() {
      const number = leader.annotations()[shardsAnnotation];
      return number === undefined ? undefined : Number(number);
    },
  };
}
