import { Client } from "pg";
import { expect, test } from "vitest";
import { askRows } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { startMuteServer } from "../../server/mute-server.ts";
import { startFaultProxy } from "../server/fault-proxy.ts";
import { describeKubernetes, startOwnCluster } from "../server/kubernetes.ts";
import { operatorRules } from "../server/operator-rules.ts";
import { HurriedClock } from "./hurried-clock.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const three = revision("three", ["two"], [createTable("items", "id")]);

describeKubernetes("an operator outlives", (cluster) => {
  const behindProxy = async () => {
    const file = sqliteFile();
    const namespace = await cluster.namespace();
    const account = await namespace.serviceAccount({ name: "operator", rules: operatorRules });
    const proxy = await startFaultProxy(account.access, cluster.directory, namespace.name);
    const operator = await startOperator(namespace, { kubeconfig: proxy.kubeconfig });
    const project = new ClusterProject(namespace);
    return {
      proxy,
      operator,
      project,
      namespace,
      begin: () => project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" })),
      async [Symbol.asyncDispose]() {
        await operator.stop();
        await proxy[Symbol.asyncDispose]();
        file.drop();
      },
    };
  };
  const refusal = (status: number, reason: string, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    headers,
    body: JSON.stringify({ kind: "Status", code: status, reason, message: reason }),
  });

  test.each([
    ["a storm of conflicts", refusal(409, "Conflict"), 5],
    ["a server that is too busy", refusal(429, "TooManyRequests", { "retry-after": "1" }), 3],
    ["a server that fails", refusal(500, "InternalError"), 5],
    ["something between that answers no JSON", { status: 502, body: "<html>bad gateway</html>" }, 5],
    ["a token that has run out for a while", refusal(401, "Unauthorized"), 3],
  ])("%s, at every write", async (_what, answer, times) => {
    await using shop = await behindProxy();
    shop.proxy.answer(({ method, path }) => method !== "GET" && !path.includes("/leases"), answer, times);
    await shop.begin();
    await shop.project.reaches("one");
    await shop.project.until("True InSync");
    // At reading what it rests on, too.
    shop.proxy.answer(({ method, path }) => method === "GET" && /secrets|configmaps/.test(path), answer, times);
    await shop.project.apply(configMap("documents", [one, two]));
    await shop.project.reaches("two");
    await shop.project.until("True InSync");
  });

  test("a partition in the middle of its work, and connections that break", async () => {
    await using shop = await behindProxy();
    await shop.begin();
    await shop.project.reaches("one");
    shop.proxy.stall();
    await shop.project.apply(configMap("documents", [one, two]));
    shop.proxy.cut();
    shop.proxy.resume();
    await shop.project.reaches("two");
    for (let cut = 0; cut < 5; cut++) {
      shop.proxy.cut();
      await shop.namespace.kubectl(["annotate", "--overwrite", "database", "shop", `keelson.dev/reconcile-at=${cut}`]);
    }
    await expect.poll(async () => (await shop.project.get()).status?.lastHandledReconcileAt).toBe("4");
    await shop.project.until("True InSync");
  });

  test("an API server that is restarted and killed, and an etcd that is killed", async () => {
    using file = sqliteFile();
    await using own = await startOwnCluster();
    const namespace = await own.namespace();
    await using _operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    await project.reaches("one");
    await own.apiServer.restart();
    await project.apply(configMap("documents", [one, two]));
    await project.reaches("two");
    await own.apiServer.kill();
    await own.etcd.kill();
    await own.etcd.restart();
    await own.apiServer.restart();
    await project.apply(configMap("documents", [one, two, three]));
    await project.reaches("three");
    await project.until("True InSync");
  });
});

describeKubernetes("an operator", (cluster) =>
  describeNewestPostgres("and a database of PostgreSQL", (server) => {
    test("that is locked by somebody delays no other, and is gone on with when the lock is", async () => {
      const namespace = await cluster.namespace();
      await using operator = await startOperator(namespace);
      await using target = await server.database();
      using file = sqliteFile();
      const project = new ClusterProject(namespace);
      const change = revision("two", ["one"], [{ addColumn: { table: "users", column: { name: "more", type: "integer" } } }]);
      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [one]),
        database({ policy: { retries: { limit: 1000, backoff: "100ms", maxBackoff: "1s" } } }),
      );
      await project.until("True InSync");
      const blocker = new Client(target.url);
      blocker.on("error", () => undefined);
      await blocker.connect();
      await blocker.query("BEGIN; LOCK TABLE users IN SHARE MODE");
      await project.apply(configMap("documents", [one, change]));
      await project.working(/Applying|Retrying/);
      await project.apply(
        secret("other-db", { url: file.url }),
        configMap("others", [one]),
        database({ dialect: "sqlite", source: { configMaps: [{ name: "others" }] } }, "other"),
      );
      await project.until("True InSync", "other");
      await blocker.query("COMMIT");
      await blocker.end();
      await project.reaches("two");
      await project.until("True InSync");
      await operator.stop();
    });

    test("that takes connections and never answers delays no other, and is gone on with when something answers there", async () => {
      const namespace = await cluster.namespace();
      await using operator = await startOperator(namespace);
      await using target = await server.database();
      await using other = await server.database();
      await using mute = await startMuteServer();
      const project = new ClusterProject(namespace);
      const mutes = ["mute-a", "mute-b", "mute-c"];
      for (const name of mutes)
        await project.apply(
          secret(`${name}-db`, { url: `postgresql://nobody@127.0.0.1:${mute.port}/${name}` }),
          database({ policy: { retries: { backoff: "100ms", maxBackoff: "200ms" } } }, name),
        );
      await expect.poll(mute.connections).toBeGreaterThanOrEqual(mutes.length);
      await project.apply(secret("shop-db", { url: target.url }), configMap("documents", [one]), database({}));
      await project.until("True InSync");
      // None of them had an answer yet: nobody waited for it.
      for (const name of mutes) await project.working(/Pending|DatabaseUnavailable/, name);
      await project.apply(secret("mute-a-db", { url: other.url }));
      await mute.hangUp();
      await project.until("True InSync", "mute-a");
      await operator.stop();
    });

    test("that cannot even be looked at says so, and is gone on with when it can", async () => {
      const namespace = await cluster.namespace();
      await using operator = await startOperator(namespace);
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [one]),
        database({ policy: { retries: { backoff: "100ms", maxBackoff: "1s" } } }),
      );
      await project.until("True InSync");
      const blocker = new Client(target.url);
      blocker.on("error", () => undefined);
      await blocker.connect();
      await blocker.query("BEGIN; LOCK TABLE users");
      const change = revision("two", ["one"], [{ addColumn: { table: "users", column: { name: "more", type: "integer" } } }]);
      await project.apply(configMap("documents", [one, change]));
      expect((await project.until("False DatabaseUnavailable Reconciling")).status?.message).toContain("cannot even be looked at");
      await blocker.query("COMMIT");
      await blocker.end();
      await project.reaches("two");
      await operator.stop();
    });

    test("that cannot be reached says so, and is gone on with when it can", async () => {
      const namespace = await cluster.namespace();
      await using operator = await startOperator(namespace);
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      const admin = new URL(target.url);
      admin.pathname = "/postgres";
      await askRows(admin.href, `ALTER DATABASE ${target.name} ALLOW_CONNECTIONS false`);
      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [one]),
        database({ policy: { retries: { backoff: "100ms", maxBackoff: "500ms" } } }),
      );
      await project.until("False DatabaseUnavailable Reconciling");
      await askRows(admin.href, `ALTER DATABASE ${target.name} ALLOW_CONNECTIONS true`);
      await project.until("True InSync");
      await operator.stop();
    });

    test("that is down for ten minutes is asked ever more seldom, and gone on with by itself when it is back", async () => {
      const namespace = await cluster.namespace();
      const clock = new HurriedClock();
      await using operator = await startOperator(namespace, { clock, term: 7200 });
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      const admin = new URL(target.url);
      admin.pathname = "/postgres";
      await project.apply(
        secret("shop-db", { url: target.url }),
        configMap("documents", [one]),
        database({ policy: { retries: { backoff: "1s", maxBackoff: "1m" } } }),
      );
      await project.until("True InSync");
      await askRows(admin.href, `ALTER DATABASE ${target.name} ALLOW_CONNECTIONS false`);
      await project.apply(configMap("documents", [one, two]));
      await project.until("False DatabaseUnavailable Reconciling");
      const looks = async () =>
        Number(
          /^keelson_reconciles_total{situation="databaseUnavailable"} (\d+)$/m.exec(
            await (await fetch(`${operator.url}/metrics`)).text(),
          )?.[1],
        );
      const isWorking = async () => /^keelson_queue_running [1-9]/m.test(await (await fetch(`${operator.url}/metrics`)).text());
      const pass = async (seconds: number) => {
        for (let second = 0; second < seconds; second += 5) {
          clock.pass(5_000);
          await expect.poll(isWorking, { interval: 5 }).toBe(false);
        }
      };
      const before = (await project.get()).metadata.resourceVersion;
      await pass(600);
      // A minute between two at most, and a handful before it comes to that.
      expect(await looks()).toBeGreaterThanOrEqual(10);
      expect(await looks()).toBeLessThanOrEqual(25);
      // It has been said; nothing is written for saying it again.
      expect((await project.get()).metadata.resourceVersion).toBe(before);
      await askRows(admin.href, `ALTER DATABASE ${target.name} ALLOW_CONNECTIONS true`);
      await pass(90);
      await project.reaches("two");
      await project.until("True InSync");
      await operator.stop();
    });

    test("that is worked on when the API server is cut off: the work is done once, and told when somebody listens again", async () => {
      const namespace = await cluster.namespace();
      const account = await namespace.serviceAccount({ name: "operator", rules: operatorRules });
      await using proxy = await startFaultProxy(account.access, cluster.directory, namespace.name);
      await using operator = await startOperator(namespace, { kubeconfig: proxy.kubeconfig });
      await using target = await server.database();
      const project = new ClusterProject(namespace);
      await project.apply(secret("shop-db", { url: target.url }), configMap("documents", [one]), database({}));
      await project.until("True InSync");
      const gate = new Client(target.url);
      await gate.connect();
      await gate.query("SELECT pg_advisory_lock(1)");
      const slow = revision(
        "two",
        ["one"],
        [{ sql: { text: "SELECT pg_advisory_xact_lock(1)" }, downgrade: [] }, createTable("orders", "id")],
      );
      await project.apply(configMap("documents", [one, slow]));
      await expect
        .poll(() => askRows(target.url, "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
        .toEqual([{ n: 1 }]);
      proxy.stall();
      proxy.cut();
      await gate.end();
      await expect.poll(() => askRows(target.url, "SELECT to_regclass('orders') IS NOT NULL AS made")).toEqual([{ made: true }]);
      expect((await project.get()).status?.revision?.current).toEqual(["one"]);
      proxy.cut();
      proxy.resume();
      await project.reaches("two");
      await project.until("True InSync");
      await operator.stop();
    });
  }),
);
