import { Client } from "pg";
import { configMaps, ownType } from "../../src/kubernetes/client/resource-type.ts";
import { startServer } from "../../test/server/start-server.ts";
import { atOnce, startBenchCluster } from "../cluster/bench-cluster.ts";
import { inBatches } from "../cluster/in-batches.ts";
import { databaseObject, documentsOf } from "../cluster/objects.ts";
import { type OperatorProcess, startOperatorProcess } from "../cluster/operator-process.ts";
import { isReady, untilAll } from "../cluster/until-all.ts";
import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const count = 500;

/** Five hundred databases of one server in which nothing has moved: how long until all have been asked. */
export const operatorResync: Suite = async ({ rounds }) => {
  await using server = await startServer();
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  const names = Array.from({ length: count }, (_, index) => `db-${index}`);
  for (const name of names) await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0`);

  await using bench = await startBenchCluster();
  const place = await bench.place();
  await place.create(configMaps, [documentsOf(3)]);
  await using operator = await startOperatorProcess(place);
  // Their time has always come again before the last of them was looked at.
  await place.create(ownType("Database"), names.map((name) => databaseObject(name, server.urlOf(name), "1s")));
  await untilAll(place, count, isReady);

  let most = 0;
  const floor: Contestant = {
    name: `Node connects to each and asks once, ${atOnce} at a time`,
    arrange: async () => {
      operator.signal("SIGSTOP");
      return () => inBatches(names, atOnce, (name) => askOnce(server.urlOf(name)));
    },
  };
  const other: Contestant = {
    name: "keelson operator looks at each",
    arrange: async () => {
      operator.signal("SIGCONT");
      await looks(operator, (await looksSoFar(operator)) + atOnce, async () => undefined);
      const begun = await looksSoFar(operator);
      return () =>
        looks(operator, begun + count, async () => {
          const { rows } = await admin.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname LIKE 'db-%'");
          most = Math.max(most, rows[0].n);
        });
    },
  };
  const results = await hold({ floor, others: [other], goals: { [other.name]: 1.5 } }, Math.min(rounds, 5));
  await admin.end();
  operator.signal("SIGCONT");
  return `${renderTable(`A look at ${count} databases (PostgreSQL)`, results)}\n\nAt most ${most} connections at a time, with ${atOnce} Databases worked on at a time.`;
};

async function askOnce(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("SELECT 1");
  await client.end();
}

async function looks(operator: OperatorProcess, until: number, meanwhile: () => Promise<void>): Promise<void> {
  while ((await looksSoFar(operator)) < until) {
    await meanwhile();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function looksSoFar({ url }: OperatorProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^keelson_reconcile_duration_seconds_count (\d+)$/m.exec(text)?.[1] ?? 0);
}
