import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { configMaps, ownType } from "../../src/kubernetes/client/resource-type.ts";
import { type BenchPlace, startBenchCluster } from "../cluster/bench-cluster.ts";
import { databaseObject, documentsOf } from "../cluster/objects.ts";
import { type OperatorProcess, startOperatorProcess } from "../cluster/operator-process.ts";
import { isReady, untilAll } from "../cluster/until-all.ts";
import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const shards = 4;

/** Many new Databases at once: how long until all of them are Ready, with one replica at work and with two that share them. */
export const operatorShards: Suite = async ({ directory, rounds, count = 200 }) => {
  await using bench = await startBenchCluster();
  const names = Array.from({ length: count }, (_, index) => `db-${index}`);
  const burst = (name: string, start: (place: BenchPlace) => Promise<readonly OperatorProcess[]>): Contestant => ({
    name,
    arrange: async () => {
      const place = await bench.place();
      await place.create(configMaps, [documentsOf(3)]);
      const operators = await start(place);
      // They meet all of them at once.
      for (const operator of operators) operator.signal("SIGSTOP");
      await place.create(
        ownType("Database"),
        names.map((each) => databaseObject(each, `sqlite:${join(directory, `${place.namespace}-${each}.db`)}`, "24h")),
      );
      return async () => {
        const begun = performance.now();
        for (const operator of operators) operator.signal("SIGCONT");
        await untilAll(place, count, isReady);
        const took = performance.now() - begun;
        for (const operator of operators) await operator[Symbol.asyncDispose]();
        return took;
      };
    },
  });
  const alone = burst("keelson operator, one replica", async (place) => [await startOperatorProcess(place)]);
  const shared = burst(`two replicas, --shards ${shards}`, async (place) => {
    const start = () => startOperatorProcess(place, { until: "started", flags: ["--shards", String(shards)] });
    const operators = [await start(), await start()];
    while ((await Promise.all(operators.map(sharesOf))).some((held) => held !== shards / 2)) await pause(100);
    return operators;
  });
  return renderTable(
    `A burst of ${count} new Databases, until all are Ready`,
    await hold({ floor: alone, others: [shared] }, Math.min(rounds, 3)),
  );
};

const sharesOf = async ({ metrics }: OperatorProcess): Promise<number> =>
  [...(await metrics()).matchAll(/^keelson_shard\{shard="\d+"\} 1$/gm)].length;
