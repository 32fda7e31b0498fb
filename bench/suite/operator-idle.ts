import { join } from "node:path";
import { startBenchCluster } from "../cluster/bench-cluster.ts";
import { databaseObject, documentsOf } from "../cluster/objects.ts";
import { startOperatorProcess } from "../cluster/operator-process.ts";
import { isReady, untilAll } from "../cluster/until-all.ts";
import { configMaps, ownType } from "../../src/kubernetes/client/resource-type.ts";
import type { Suite } from "./suite.ts";

const count = 1000;
/** Until an operator has given back what the burst left, and how long is then measured. Milliseconds. */
const [settling, measured] = [75_000, 60_000];
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const looks = 5;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Milliseconds each, as far apart as no answer is the one of before. */
async function timesOf(times: number, work: () => Promise<void>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    await work();
    taken.push(performance.now() - begun);
    await sleep(2_000);
  }
  return taken;
}

/** A thousand Databases (SQLite) that nothing happens to: what they cost. */
export const operatorIdle: Suite = async ({ directory }) => {
  await using bench = await startBenchCluster();
  const place = await bench.place();
  await place.create(configMaps, [documentsOf(3)]);
  // As the manifests start it.
  await using operator = await startOperatorProcess(place, { until: "leads", flags: ["--ui", "127.0.0.1:0"] });
  const empty = operator.usage();
  const names = Array.from({ length: count }, (_, index) => `db-${index}`);
  await place.create(
    ownType("Database"),
    names.map((name) => databaseObject(name, `sqlite:${join(directory, name)}.db`, "24h")),
  );
  await untilAll(place, count, isReady);
  const busy = operator.usage();
  await sleep(settling);

  const asked = () => bench.cluster.audit().filter(({ user }) => user.username === place.account.username);
  const [before, begun] = [operator.usage(), asked().length];
  await sleep(measured);
  const after = operator.usage();
  const writes = asked()
    .slice(begun)
    .filter(({ verb, objectRef }) => !["get", "list", "watch"].includes(verb) && objectRef?.resource !== "leases");
  const lists = await timesOf(looks, async () => void (await (await fetch(operator.page)).text()));
  const seen = operator.usage();
  await sleep(settling);
  const afterwards = operator.usage();
  const share = (100 * (after.processor - before.processor)) / measured;
  const verdict = (met: boolean, goal: string) => `${goal}: ${met ? "met" : "missed"}`;
  return `
## ${count} idle Databases

|                                    |        | goal |
|------------------------------------|--------|------|
| resident, idle                     | ${megabytes(after.resident)} | ${verdict(after.resident <= 150e6, "≤ 150 MB")} |
| processor, idle                    | ${share.toFixed(2)} % | ${verdict(share <= 1, "≤ 1 %")} |
| writes to the API server, idle, but for the Lease | ${writes.length} | ${verdict(writes.length === 0, "0")} |
| the web page with all of them, the first time, and of ${looks} the fastest | ${lists[0]?.toFixed(0)} ms, ${Math.min(...lists).toFixed(0)} ms | |
| resident, after these looks, and ${settling / 1000} s later | ${megabytes(seen.resident)}, ${megabytes(afterwards.resident)} | |
| resident, without any Database     | ${megabytes(empty.resident)} | |
| resident, after ${count} were brought to Ready | ${megabytes(busy.resident)} | |`;
};
