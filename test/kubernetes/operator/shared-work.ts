import { expect } from "vitest";
import { type Shard, shardOf } from "../../../src/kubernetes/replica/shards.ts";
import type { TestNamespace } from "../server/test-cluster.ts";
import { type OperatorProgram, startProgram } from "./program.ts";

export const shards = 4;

/** A replica that shares the Databases of the namespace with others. */
export const startSharing = (namespace: TestNamespace, count = shards): Promise<OperatorProgram> =>
  startProgram(namespace, "started", undefined, ["--shards", String(count)]);

export const metricsOf = async ({ url }: OperatorProgram): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** The shards that a replica works on. */
export async function heldBy(operator: OperatorProgram): Promise<readonly Shard[]> {
  return [...(await metricsOf(operator)).matchAll(/^keelson_shard\{shard="(\d+)"\} 1$/gm)].map(([, shard]) => Number(shard));
}

/** Names of the Databases that a replica tells of. */
export async function shownBy(operator: OperatorProgram): Promise<readonly string[]> {
  return [...(await metricsOf(operator)).matchAll(/^keelson_database_ready\{namespace=".*",database="(.*)"\}/gm)].map(
    ([, name = ""]) => name,
  );
}

/** Waits until each has its share. */
export const untilShared = (...operators: readonly OperatorProgram[]): Promise<void> =>
  expect
    .poll(async () => {
      const held = await Promise.all(operators.map(heldBy));
      return { shards: held.flat().toSorted(), most: Math.max(...held.map(({ length }) => length)) };
    })
    .toEqual({ shards: [0, 1, 2, 3], most: Math.ceil(shards / operators.length) });

/** A name for a Database of the shard. */
export function nameOn(shard: Shard, { name: namespace }: TestNamespace, prefix = "shop"): string {
  for (let n = 0; ; n++) if (shardOf(`${namespace}/${prefix}-${n}`, shards) === shard) return `${prefix}-${n}`;
}
