import { Client } from "pg";
import { configMaps, ownType } from "../../src/kubernetes/client/resource-type.ts";
import { startServer } from "../../test/server/start-server.ts";
import { atOnce, startBenchCluster } from "../cluster/bench-cluster.ts";
import { inBatches } from "../cluster/in-batches.ts";
import { databaseObject, documentsOf } from "../cluster/objects.ts";
import { type OperatorProcess, startOperatorProcess } from "../cluster/operator-process.ts";
import type { DatabaseObject } from "../../src/kubernetes/object/database-object.ts";
import { isReady, untilAll } from "../cluster/until-all.ts";
import { type Contestant, hold } from "../contest.ts";
import { renderTable } from "../table.ts";
import type { Suite } from "./suite.ts";

/** A resync comes later by chance, by that much at most. */
const latest = 1.05;

/** Databases of one server in which nothing has moved: how long until all have been asked, when the time of all has come. */
export const operatorResync: Suite = async ({ rounds, count = 500 }) => {
  // Longer than a look at all of them takes: there is a moment in which nobody is due.
  const resync = 2 + Math.ceil(count / 40);
  await using server = await startServer();
  const admin = new Client({ connectionString: server.url });
  // What went wrong is told by whoever it stopped, not by the server that ends with it.
  admin.on("error", () => undefined);
  await admin.connect();
  const names = Array.from({ length: count }, (_, index) => `db-${index}`);
  const [first, ...others] = names.map((name) => databaseObject(name, server.urlOf(name), `${resync}s`)) as [
    DatabaseObject,
    ...DatabaseObject[],
  ];

  await using bench = await startBenchCluster();
  const place = await bench.place();
  await place.create(configMaps, [documentsOf(3)]);
  await using operator = await startOperatorProcess(place);
  // The others are copies of one that is Ready: to bring about each of them takes minutes, and is another suite's question.
  const model = first.metadata.name;
  await admin.query(`CREATE DATABASE "${model}" TEMPLATE template0`);
  await place.create(ownType("Database"), [first]);
  await untilAll(place, 1, isReady);
  // As databases are that have stood for a day: autovacuum writes in new ones for minutes.
  await ask(server.urlOf(model), "VACUUM (ANALYZE)");
  for (const { metadata } of others) await admin.query(`CREATE DATABASE "${metadata.name}" TEMPLATE "${model}"`);
  await place.create(ownType("Database"), others);
  await untilAll(place, count, isReady);
  // Else it gathers statistics of what is new, which is to write.
  await admin.query("ALTER SYSTEM SET autovacuum = off");
  await admin.query("SELECT pg_reload_conf()");

  let most = 0;
  const floor: Contestant = {
    name: `Node connects to each and asks once, ${atOnce} at a time`,
    arrange: async () => {
      operator.signal("SIGSTOP");
      return () => inBatches(names, atOnce, (name) => ask(server.urlOf(name), "SELECT 1"));
    },
  };
  const operatorLooks = (name: string, meanwhile: () => Promise<unknown>): Contestant => ({
    name,
    arrange: async () => {
      operator.signal("SIGCONT");
      const begun = await looksAtRest(operator);
      // While it sleeps the time of every one of them comes.
      operator.signal("SIGSTOP");
      await pause(resync * 1000 * latest);
      await meanwhile();
      return async () => {
        operator.signal("SIGCONT");
        // Asked only when nobody is connected: to tell of so many Databases is work for the operator too.
        for (let connected = 1; connected > 0 || (await standing(operator)).looks < begun + count; ) {
          await pause(20);
          const { rows } = await admin.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname LIKE 'db-%'");
          connected = rows[0].n;
          most = Math.max(most, connected);
        }
      };
    },
  });
  const alone = operatorLooks("keelson operator looks at each", async () => undefined);
  const besides = operatorLooks("the same after somebody wrote on the server", () => admin.query("SELECT pg_current_xact_id()"));
  const results = await hold({ floor, others: [alone, besides], goals: { [alone.name]: 1.5 } }, Math.min(rounds, 5));
  await admin.end();
  operator.signal("SIGCONT");
  return `${renderTable(`A look at ${count} databases (PostgreSQL)`, results)}\n\nAt most ${most} connections at a time, with ${atOnce} Databases worked on at a time.`;
};

async function ask(connectionString: string, question: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(question);
  await client.end();
}

/** How many looks there were when nobody was due. */
async function looksAtRest(operator: OperatorProcess): Promise<number> {
  for (;;) {
    const { looks, busy } = await standing(operator);
    if (busy === 0) return looks;
    await pause(20);
  }
}

async function standing({ metrics }: OperatorProcess): Promise<{ readonly looks: number; readonly busy: number }> {
  const text = await metrics();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return {
    looks: metric("keelson_reconcile_duration_seconds_count"),
    busy: metric("keelson_queue_depth") + metric("keelson_queue_running"),
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
