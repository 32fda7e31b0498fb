import { join } from "node:path";
import { applyObject } from "../../src/kubernetes/client/objects.ts";
import { configMaps, ownType } from "../../src/kubernetes/client/resource-type.ts";
import { atOnce, type BenchPlace, startBenchCluster } from "../cluster/bench-cluster.ts";
import { inBatches } from "../cluster/in-batches.ts";
import { databaseObject, documentsOf } from "../cluster/objects.ts";
import { startOperatorProcess } from "../cluster/operator-process.ts";
import { untilAll } from "../cluster/until-all.ts";
import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const conditions = [
  { type: "Ready", status: "False", reason: "Pending", message: "Waits for its turn", lastTransitionTime: new Date().toISOString() },
];

/** Many new Databases at once: how long until whoever looks sees a status on each. */
export const operatorBurst: Suite = async ({ directory, rounds, count = 1000 }) => {
  await using bench = await startBenchCluster();
  const type = ownType("Database");
  const names = Array.from({ length: count }, (_, index) => `db-${index}`);
  const fill = (place: BenchPlace) =>
    place.create(
      type,
      names.map((name) => databaseObject(name, `sqlite:${join(directory, `${place.namespace}-${name}.db`)}`, "24h")),
    );
  const floor: Contestant = {
    name: `${count} status patches from Node, ${atOnce} at a time`,
    arrange: async () => {
      const place = await bench.place();
      await fill(place);
      const patch = async (name: string) => {
        await applyObject(
          place.transport,
          type,
          { metadata: { name, namespace: place.namespace }, status: { observedGeneration: 1, conditions } } as object as {
            metadata: { name: string };
          },
          "status",
        );
      };
      return () => inBatches(names, atOnce, patch);
    },
  };
  const operator: Contestant = {
    name: "keelson operator, a status on each",
    arrange: async () => {
      const place = await bench.place();
      await place.create(configMaps, [documentsOf(3)]);
      await fill(place);
      return async () => {
        const greeted = untilAll(place, count, ({ status }) => status !== undefined);
        await using _running = await startOperatorProcess(place);
        // It meets them all at once; how long it takes to start is another suite's question.
        const start = performance.now();
        await greeted;
        return performance.now() - start;
      };
    },
  };
  return renderTable(
    `A burst of ${count} new Databases`,
    await hold({ floor, others: [operator], goals: { [operator.name]: 2 } }, Math.min(rounds, 3)),
  );
};
