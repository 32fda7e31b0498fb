import { hash } from "node:crypto";

/** One of the parts in which replicas share out all Databases, from 0. */
export type Shard = number;

/** As many as there may be: each is a Lease whose name the operator's rights give. */
export const mostShards = 16;

/** The shard of the Database under a key. Replicas that share must count alike. */
export const shardOf = (key: string, shards: number): Shard => weight(key) % shards;

/**
 * Which member each shard is for: the one with the highest rendezvous hash that does not have its fair share yet. Whoever knows of the same members comes to the
 * same, in whatever order they are told, and one who comes or goes moves little more than its own share.
 */
export function shareOut(shards: number, members: readonly string[]): ReadonlyMap<Shard, string> {
  const least = Math.floor(shards / members.length);
  let larger = shards % members.length;
  const pairs = members.flatMap((member) =>
    Array.from({ length: shards }, (_, shard) => ({ member, shard, weight: weight(`${member} ${shard}`) })),
  );
  const shared = new Map<Shard, string>();
  const loads = new Map<string, number>();
  for (const { member, shard } of pairs.toSorted((a, b) => b.weight - a.weight || (a.member < b.member ? -1 : 1))) {
    const load = loads.get(member) ?? 0;
    if (shared.has(shard) || load > least || (load === least && larger === 0)) continue;
    if (load === least) larger--;
    shared.set(shard, member);
    loads.set(member, load + 1);
  }
  return shared;
}

const weight = (text: string): number => hash("sha256", text, "buffer").readUInt32BE(0);
