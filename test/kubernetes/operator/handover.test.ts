import { Client } from "pg";
import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { type OperatorProgram, startProgram } from "./program.ts";
import { ClusterProject, configMap, database, revision, secret } from "./test-operator.ts";

const rows = 400;
const table = {
  name: "account",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "visits", type: "integer", nullable: false },
  ],
  primaryKey: { columns: ["id"] },
};
const one = revision("one", [], [{ createTable: table }]);
/** Done twice for a row it counts twice. */
const counting = revision(
  "two",
  ["one"],
  [{ backfill: { table: "account", set: { visits: "visits + 1" }, batch: { rows: 20, target: "5ms" } }, downgrade: [] }],
);

const leads = (operator: OperatorProgram) => operator.lines().some(({ event }) => event === "operator.leads");

describeKubernetes("an operator in the middle of a backfill", (cluster) =>
  describeNewestPostgres("of PostgreSQL", (server) => {
    test.each([
      ["is killed", "SIGKILL"],
      ["is told to end", "SIGTERM"],
      ["falls asleep, and wakes when another is at work", "SIGSTOP"],
    ] as const)("%s: the other replica goes on where it was, and no row is done twice", { timeout: 180_000 }, async (_what, signal) => {
      const namespace = await cluster.namespace();
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      const ask = (sql: string) => askRows(target.url, sql);
      await using first = await startProgram(namespace, "leads");
      await using second = await startProgram(namespace, "started");
      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [one]),
        database({ policy: { retries: { limit: 10_000, backoff: "50ms", maxBackoff: "100ms" } } }),
      );
      await project.reaches("one");
      await ask(`INSERT INTO account SELECT n, 0 FROM generate_series(1, ${rows}) n`);
      // It comes as far as this row, and no further.
      const gate = new Client(target.url);
      gate.on("error", () => undefined);
      await gate.connect();
      await gate.query(`BEGIN; SELECT FROM account WHERE id = ${rows / 2} FOR UPDATE`);
      await project.apply(configMap("documents", [one, counting]));
      const done = async () => Number((await ask("SELECT count(*)::int AS n FROM account WHERE visits = 1"))[0]?.["n"]);
      await expect.poll(done).toBeGreaterThan(rows / 4);
      first.signal(signal);
      if (signal === "SIGTERM") expect(await first.finished).toMatchObject({ code: 0 });
      const before = await done();
      expect(before).toBeLessThan(rows);
      await expect.poll(() => leads(second)).toBe(true);
      await gate.query("COMMIT");
      await gate.end();
      await project.reaches("two");
      const counted = () => ask("SELECT count(*)::int AS n, min(visits) AS least, max(visits) AS most FROM account");
      const once = [{ n: rows, least: 1, most: 1 }];
      expect(await counted()).toEqual(once);
      await project.until("True InSync");
      if (signal !== "SIGSTOP") return;
      const { resourceVersion } = (await project.get()).metadata;
      first.signal("SIGCONT");
      await expect.poll(async () => (await fetch(`${first.url}/metrics`)).text()).toContain("keelson_leader 0");
      await expect.poll(async () => (await fetch(`${first.url}/metrics`)).text()).toContain("keelson_queue_running 0");
      expect(await counted()).toEqual(once);
      expect((await project.get()).metadata.resourceVersion).toBe(resourceVersion);
    });
  }),
);
