import { expect, test } from "vitest";
import { runKeelson } from "../../cli/keelson.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { configMap, createTable, revision } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);

describeKubernetes("a Database of which more is to be said than an object holds", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    test("says as much as it holds: of an error without end, and of drift without end", async () => {
      await using shop = await startPostgresProject(cluster, server);
      await shop.begin([one]);
      await shop.project.until("True InSync");
      const endless = "DO $$ BEGIN RAISE EXCEPTION 'it began so: %', repeat('x', 3000000); END $$";
      await shop.project.apply(configMap("documents", [one, revision("two", ["one"], [{ sql: { text: endless }, downgrade: [] }])]));
      const failed = await shop.project.until("False Failed Stalled");
      expect(failed.status?.message).toMatch(/it began so: x+…$/);
      expect(JSON.stringify(failed).length).toBeLessThan(100_000);

      const columns = (table: number) =>
        Array.from({ length: 1500 }, (_, at) => `ADD ${`column_${table}_${at}_`.padEnd(60, "a")} int`).join();
      await shop.project.apply(configMap("documents", [one]));
      await shop.project.until("True InSync");
      const tables = Array.from({ length: 8 }, (_, at) => createTable(`t${at}`, "id"));
      await shop.project.apply(configMap("documents", [one, revision("two", ["one"], tables)]));
      await shop.project.reaches("two");
      await shop.project.until("True InSync");
      for (const [table] of tables.entries()) await shop.ask(`ALTER TABLE t${table} ${columns(table)}`);
      await shop.namespace.kubectl(["annotate", "database", "shop", "keelson.dev/reconcile-at=1"]);
      const { drift } = (await shop.project.until("True InSync Drifted")).status ?? {};
      expect([drift?.objects.length, drift?.more]).toEqual([100, 11_900]);
      expect(await (await fetch(`${shop.operator.url}/metrics`)).text()).toMatch(/^keelson_drifted_objects\{.*\} 12000$/m);
      const env = { KUBECONFIG: shop.namespace.kubeconfig };
      const check = await runKeelson(["check", "-n", shop.namespace.name], { cwd: "/tmp", env });
      expect(check).toMatchObject({ code: 6, stdout: expect.stringContaining("and 11900 more") });
    });
  }),
);
