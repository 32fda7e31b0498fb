import { Client } from "pg";
import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { counting, counts, rows, visits } from "./counted-backfill.ts";
import { heldBy, metricsOf, nameOn, shards, shownBy, startSharing, untilShared } from "./shared-work.ts";
import { type OperatorProgram, startProgram } from "./program.ts";
import { databaseSet, databasesOf, target, untilSet } from "./test-set.ts";
import { ClusterProject, configMap, createTable, database, revision, secret } from "./test-operator.ts";

const users = revision("one", [], [createTable("users", "id")]);
const everyShard = Array.from({ length: shards }, (_, shard) => shard);

describeKubernetes("replicas that share the Databases", (cluster) => {
  test("work on a part each and tell of it alone; one that joins gets its share, and nothing is written for that", async () => {
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    using files = new DisposableStack();
    await using first = await startSharing(namespace);
    await using second = await startSharing(namespace);
    await untilShared(first, second);
    const names = everyShard.flatMap((shard) => [nameOn(shard, namespace, "shop"), nameOn(shard, namespace, "crm")]);
    await project.apply(
      configMap("documents", [users]),
      ...names.flatMap((name) => [secret(`${name}-db`, { url: files.use(sqliteFile()).url }), database({ dialect: "sqlite" }, name)]),
    );
    for (const name of names) await project.until("True InSync", name);
    const tellOfTheirOwn = async (...operators: readonly (typeof first)[]) => {
      for (const operator of operators) {
        const held = await heldBy(operator);
        const own = held.flatMap((shard) => [nameOn(shard, namespace, "shop"), nameOn(shard, namespace, "crm")]);
        await expect.poll(async () => (await shownBy(operator)).toSorted()).toEqual(own.toSorted());
      }
    };
    await tellOfTheirOwn(first, second);
    // What comes of the next look is said in other words than what came of the first.
    await namespace.kubectl(["annotate", "databases", "--all", "keelson.dev/reconcile-at=now"]);
    const objects = () => Promise.all(names.map((name) => project.get("database", name)));
    const handled = async () => new Set((await objects()).map(({ status }) => status?.lastHandledReconcileAt));
    await expect.poll(handled).toEqual(new Set(["now"]));
    const before = await objects();
    await using third = await startSharing(namespace);
    await untilShared(first, second, third);
    await tellOfTheirOwn(first, second, third);
    expect(await objects()).toEqual(before);
    for (const { url } of [first, second, third]) {
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      for (const name of names) expect((await fetch(`${url}/readyz/databases/${namespace.name}/${name}?revision=one`)).status).toBe(200);
    }
    third.signal("SIGTERM");
    expect(await third.finished).toMatchObject({ code: 0 });
    await untilShared(first, second);
    await tellOfTheirOwn(first, second);
    expect(await objects()).toEqual(before);
  });

  test("cut as whoever leads does: one that was told another number stands by until nobody leads that cuts otherwise", async () => {
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    using file = sqliteFile();
    const differing = (operator: OperatorProgram) =>
      operator
        .lines()
        .filter(({ event }) => event === "shards.differ")
        .map(({ own, leaders }) => [own, leaders]);
    const look = async (at: string) => {
      await namespace.kubectl(["annotate", "--overwrite", "database", "shop", `keelson.dev/reconcile-at=${at}`]);
      await expect.poll(async () => (await project.get()).status?.lastHandledReconcileAt).toBe(at);
    };
    await using alone = await startProgram(namespace, "leads");
    await using eight = await startSharing(namespace, 8);
    await expect.poll(() => differing(eight)).toEqual([[8, 1]]);
    await project.apply(configMap("documents", [users]), secret("shop-db", { url: file.url }), database({ dialect: "sqlite" }));
    await project.until("True InSync");
    expect([await heldBy(eight), await shownBy(eight), await shownBy(alone)]).toEqual([[], [], ["shop"]]);
    alone.signal("SIGTERM");
    expect(await alone.finished).toMatchObject({ code: 0 });
    await expect.poll(() => heldBy(eight)).toHaveLength(8);
    await look("1");
    await using four = await startSharing(namespace);
    await expect.poll(() => differing(four)).toEqual([[4, 8]]);
    await look("2");
    expect([await heldBy(four), await shownBy(four), await shownBy(eight)]).toEqual([[], [], ["shop"]]);
    eight.signal("SIGTERM");
    await expect.poll(() => heldBy(four)).toHaveLength(4);
    await look("3");
    expect(await shownBy(four)).toEqual(["shop"]);
  });

  test("roll a set out over Databases of each of them; when who leads is killed another goes on with it", async () => {
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    using files = new DisposableStack();
    await using first = await startSharing(namespace);
    await using second = await startSharing(namespace);
    await untilShared(first, second);
    const names = everyShard.map((shard) => nameOn(shard, namespace));
    const targets = names.map((name) => target(name.replace("shop-", ""), files.use(sqliteFile()).url));
    await project.apply(configMap("documents", [users]), databaseSet({ targets }));
    await untilSet(project, "True InSync");
    const at = (head: string) => Object.fromEntries(names.map((name) => [name, `InSync ${head}`]));
    expect(await databasesOf(project)).toEqual(at("one"));
    const leads = await Promise.all([first, second].map(async (each) => (await metricsOf(each)).includes("keelson_leader 1")));
    expect(leads.filter((is) => is)).toHaveLength(1);
    await project.apply(configMap("documents", [users, revision("two", ["one"], [createTable("orders", "id")])]));
    (leads[0] ? first : second).signal("SIGKILL");
    await expect.poll(() => databasesOf(project)).toEqual(at("two"));
    await untilSet(project, "True InSync");
  });

  describeNewestPostgres("of PostgreSQL", (server) => {
    test("hand on what they are in the middle of to one that joins: nothing fails, and no row is done twice", {
      timeout: 240_000,
    }, async () => {
      const namespace = await cluster.namespace();
      const project = new ClusterProject(namespace);
      await using stack = new AsyncDisposableStack();
      await using first = await startSharing(namespace);
      await using second = await startSharing(namespace);
      await untilShared(first, second);
      const shops = await Promise.all(
        everyShard.map(async (shard) => {
          const target = stack.use(await server.database());
          const gate = stack.adopt(new Client(target.url), (client) => client.end());
          return { name: nameOn(shard, namespace), url: target.url, gate };
        }),
      );
      await project.apply(
        configMap("documents", [counts]),
        ...shops.flatMap(({ name, url }) => [
          secret(`${name}-db`, { url }),
          database({ policy: { retries: { limit: 10_000, backoff: "50ms", maxBackoff: "100ms" } } }, name),
        ]),
      );
      for (const { name, url, gate } of shops) {
        await project.reaches("one", name);
        await askRows(url, `INSERT INTO account SELECT n, 0 FROM generate_series(1, ${rows}) n`);
        gate.on("error", () => undefined);
        await gate.connect();
        await gate.query(`BEGIN; SELECT FROM account WHERE id = ${rows / 2} FOR UPDATE`);
      }
      await project.apply(configMap("documents", [counts, counting]));
      for (const { url } of shops) await expect.poll(async () => (await visits(url)).done).toBeGreaterThan(rows / 4);
      await using third = await startSharing(namespace);
      await untilShared(first, second, third);
      for (const { gate } of shops) await gate.query("COMMIT");
      for (const { name, url } of shops) {
        await project.reaches("two", name);
        expect(await visits(url)).toEqual({ done: rows, n: rows, least: 1, most: 1 });
        await project.until("True InSync", name);
      }
      const reasons = (await namespace.kubectl(["get", "events.events.k8s.io", "-o", "jsonpath={.items[*].type}"])).stdout;
      expect(reasons).not.toContain("Warning");
    });

    test("are told of two on one journal, and of two that ask for one object, though none of them works on both", async () => {
      const namespace = await cluster.namespace();
      const project = new ClusterProject(namespace);
      await using first = await startSharing(namespace);
      await using second = await startSharing(namespace);
      await untilShared(first, second);
      const [[near = 0], [far = 0]] = await Promise.all([heldBy(first), heldBy(second)]);
      const [shop, other] = [nameOn(near, namespace), nameOn(far, namespace, "other")];
      await using target = await server.database();
      const journal = { project: "shop" };
      await project.apply(
        configMap("documents", [users]),
        secret(`${shop}-db`, { url: target.url }),
        secret(`${other}-db`, { url: target.url }),
        database({ journal }, shop),
      );
      await project.until("True InSync", shop);
      await project.apply(database({ journal }, other));
      expect((await project.until("False Invalid Stalled", other)).status?.message).toContain(shop);
      expect((await project.until("False Invalid Stalled", shop)).status?.message).toContain(other);
      // A digest names no place.
      const { claims } = (await project.get("database", shop)).status ?? {};
      expect(claims).toEqual({ journal: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });

      await project.apply(configMap("rival", [revision("rival", [], [createTable("users", "id")])]));
      await project.apply(database({ source: { configMaps: [{ name: "rival" }] } }, other));
      expect((await project.until("False Invalid Stalled", other)).status?.diagnostics).toMatchObject([{ code: "owned-elsewhere" }]);
      const told = { code: "claimed-elsewhere", message: expect.stringMatching(new RegExp(`${other} asks for .*: table public.users$`)) };
      await expect.poll(async () => (await project.get("database", shop)).status?.diagnostics).toMatchObject([told]);
      await project.until("False Invalid Stalled", shop);
      await project.delete("database", other);
      expect((await project.until("True InSync", shop)).status?.diagnostics).toEqual([]);
    });
  });
});
