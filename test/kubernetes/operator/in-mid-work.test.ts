import { Client } from "pg";
import { expect, test } from "vitest";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { configMap, createTable, database, revision } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const slow = revision("two", ["one"], [{ sql: { text: "SELECT pg_advisory_xact_lock(1)" }, downgrade: [] }, createTable("orders", "id")]);
const three = revision("three", ["two"], [createTable("items", "id")]);

describeKubernetes("a Database that is worked on", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    /** In the middle of its second revision, until the gate ends. */
    const start = async () => {
      const shop = await startPostgresProject(cluster, server);
      await shop.begin([one]);
      await shop.project.until("True InSync");
      const gate = new Client(shop.target.url);
      await gate.connect();
      await gate.query("SELECT pg_advisory_lock(1)");
      await shop.project.apply(configMap("documents", [one, slow]));
      await expect
        .poll(() => shop.ask("SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
        .toEqual([{ n: 1 }]);
      return { ...shop, gate, [Symbol.asyncDispose]: shop[Symbol.asyncDispose] };
    };

    test("is edited: what runs ends as it began, its status is about the spec that it was of, and then comes the new one", async () => {
      await using shop = await start();
      await shop.project.apply(database({ environment: "production" }), configMap("documents", [one, slow, three]));
      await shop.project.apply(database({ environment: "staging", schedule: { resync: "1m" } }));
      const edited = await shop.project.get();
      expect(edited.status?.observedGeneration).toBeLessThan(Number(edited.metadata.generation));
      expect(await shop.namespace.kstatus(edited)).toMatchObject({ status: "InProgress" });
      await shop.gate.end();
      await shop.project.reaches("three");
      const done = await shop.project.until("True InSync");
      expect(done.status?.observedGeneration).toBe(done.metadata.generation);
      expect(await shop.ask("SELECT count(*)::int AS n FROM keelson.history WHERE revision = 'two'")).toEqual([{ n: 1 }]);
    });

    test("is suspended: what runs ends, and nothing begins after it", async () => {
      await using shop = await start();
      await shop.project.apply(database({ suspend: true }), configMap("documents", [one, slow, three]));
      await shop.gate.end();
      expect((await shop.project.until("True Suspended")).status?.revision?.current).toEqual(["two"]);
    });

    test("is deleted: the work ends first, and nothing is left half done", async () => {
      await using shop = await start();
      await shop.project.delete("database", "shop");
      expect(await shop.namespace.kstatus(await shop.project.get())).toMatchObject({ status: "Terminating" });
      await shop.gate.end();
      await expect.poll(async () => (await shop.namespace.kubectl(["get", "database", "shop"])).code).toBe(1);
      expect(await shop.ask("SELECT count(*)::int AS n FROM orders")).toEqual([{ n: 0 }]);
      expect(shop.operator.lines.filter(({ level }) => level === "error")).toEqual([]);
    });

    test("is deleted, and another of its name takes its place: neither speaks for the other, and each statement ran once", async () => {
      await using shop = await start();
      const { uid } = (await shop.project.get()).metadata;
      await shop.project.delete("database", "shop");
      await shop.gate.end();
      await expect.poll(async () => (await shop.namespace.kubectl(["get", "database", "shop"])).code).toBe(1);
      await shop.project.apply(configMap("documents", [one, slow, three]), database({}));
      await shop.project.reaches("three");
      expect((await shop.project.until("True InSync")).metadata.uid).not.toBe(uid);
      expect(await shop.ask("SELECT count(*)::int AS n FROM keelson.history WHERE revision = 'two'")).toEqual([{ n: 1 }]);
    });
  }),
);
