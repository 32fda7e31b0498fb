import { expect, test } from "vitest";
import { mostShards, shardOf, shareOut } from "../../../src/kubernetes/replica/shards.ts";

const replicas = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `keelson-operator-7d9f-${at}-1`);

test("every shard is somebody's, and nobody has two more than another", () => {
  for (let shards = 2; shards <= mostShards; shards++)
    for (let count = 1; count <= 20; count++) {
      const shared = [...shareOut(shards, replicas(count)).values()];
      expect(shared).toHaveLength(shards);
      const loads = replicas(count).map((replica) => shared.filter((each) => each === replica).length);
      expect(Math.max(...loads) - Math.min(...loads), `${shards} over ${count}`).toBeLessThanOrEqual(1);
    }
});

test("replicas agree in whatever order they see each other", () => {
  for (let count = 1; count <= 8; count++) expect(shareOut(8, replicas(count).toReversed())).toEqual(shareOut(8, replicas(count)));
});

test("one that comes or goes moves its own share and little more", () => {
  for (let count = 2; count <= 8; count++) {
    const [before, after] = [shareOut(mostShards, replicas(count - 1)), shareOut(mostShards, replicas(count))];
    const moved = [...before].filter(([shard, replica]) => after.get(shard) !== replica).length;
    expect(moved, `${count} of them`).toBeLessThanOrEqual((2 * mostShards) / count);
  }
});

test("nobody is nobody's", () => {
  expect(shareOut(4, []).size).toBe(0);
});

test("Databases are spread evenly", () => {
  const found = Array.from({ length: 8_000 }, (_, at) => shardOf(`tenants/tenant-${at}`, 8));
  const counts = [...Map.groupBy(found, (shard) => shard).values()].map(({ length }) => length);
  expect(counts).toHaveLength(8);
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
