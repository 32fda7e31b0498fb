import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { DatabaseSetObject } from "../../../src/kubernetes/object/database-set-object.ts";
import { ask } from "../../server/ask.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";
import { databaseSet, databasesOf, target, untilSet, wave } from "./test-set.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const wrong = revision("two", ["one"], [{ addColumn: { table: "nobody", column: { name: "x", type: "integer" } } }]);

describeKubernetes("a DatabaseSet of a cluster", (cluster) => {
  const start = async () => {
    const namespace = await cluster.namespace();
    const operator = await startOperator(namespace);
    const files = [sqliteFile(), sqliteFile(), sqliteFile(), sqliteFile()];
    const project = new ClusterProject(namespace);
    return {
      namespace,
      operator,
      project,
      urls: files.map(({ url }) => url),
      file: (index: number) => new DatabaseSync(String(files[index]?.path)),
      reasons: async () =>
        (await namespace.kubectl(["get", "events.events.k8s.io", "-o", "jsonpath={.items[*].reason}"])).stdout.split(" "),
      async [Symbol.asyncDispose]() {
        await operator.stop();
        for (const file of files) file.drop();
      },
    };
  };
  const two_ = [wave("canary"), wave("rest")];

  test("goes wave by wave, one after the other, as kstatus sees it", async () => {
    await using shop = await start();
    const [a = "", b = "", c = ""] = shop.urls;
    const set = (rest: object, template: object = {}) =>
      databaseSet({ targets: [target("b", b), target("a", a, "canary"), target("c", c)], waves: two_, ...rest }, template);
    await shop.project.apply(set({}));
    // The first cannot go on without its documents, and nobody else begins.
    await shop.project.until("False SourceUnavailable Reconciling", "shop-a");
    const waiting = await untilSet(shop.project, "False Applying Reconciling");
    expect(await databasesOf(shop.project)).toEqual({ "shop-a": "SourceUnavailable" });
    expect(waiting.status).toMatchObject({ total: 3, ready: 0, failed: 0, wave: 0 });
    await shop.project.apply(configMap("documents", [one]));
    const ready = await untilSet(shop.project, "True InSync");
    expect(await databasesOf(shop.project)).toEqual({ "shop-a": "InSync one", "shop-b": "InSync one", "shop-c": "InSync one" });
    expect(ready.status).toMatchObject({
      total: 3,
      ready: 3,
      targets: [
        { name: "a", database: "shop-a", wave: 0, ready: "True", reason: "InSync" },
        { name: "b", wave: 1 },
        { name: "c", wave: 1 },
      ],
    });
    const metrics = (await (await fetch(`${shop.operator.url}/metrics`)).text()).split("\n");
    const labels = `{namespace="${shop.namespace.name}",set="shop"}`;
    for (const line of [
      "keelson_set_ready L 1",
      "keelson_set_databases L 3",
      "keelson_set_databases_ready L 3",
      "keelson_set_databases_failed L 0",
    ])
      expect(metrics).toContain(line.replace(" L", labels));

    // What is in order is not written again.
    const version = ready.metadata.resourceVersion;
    await shop.namespace.kubectl(["annotate", "database", "shop-b", "keelson.dev/reconcile-at=1"]);
    await expect.poll(async () => (await shop.project.get("database", "shop-b")).status?.lastHandledReconcileAt).toBe("1");
    expect((await shop.project.get("databaseset", "shop")).metadata.resourceVersion).toBe(version);
    // Asked to look, it says that it has.
    await shop.namespace.kubectl(["annotate", "databaseset", "shop", "keelson.dev/reconcile-at=now"]);
    await expect
      .poll(async () => (await shop.project.get<DatabaseSetObject>("databaseset", "shop")).status?.lastHandledReconcileAt)
      .toBe("now");

    // A hand's change to one is taken back; what the set does not give is left.
    await shop.namespace.kubectl([
      "patch",
      "database",
      "shop-c",
      "--type=merge",
      "-p",
      '{"spec":{"dialect":"postgresql","planHistoryLimit":3}}',
    ]);
    await expect
      .poll(async () => (await shop.project.get("database", "shop-c")).spec)
      .toMatchObject({ dialect: "sqlite", planHistoryLimit: 3 });
    // A field that the template no longer has goes.
    await shop.project.apply(set({}, { environment: "production" }));
    await expect.poll(async () => (await shop.project.get("database", "shop-c")).spec).toMatchObject({ environment: "production" });
    await shop.project.apply(set({}));
    await expect.poll(async () => (await shop.project.get("database", "shop-c")).spec).not.toHaveProperty("environment");
    expect(shop.operator.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  test("whose canary fails touches nothing else, says so, and goes on when it is mended", async () => {
    await using shop = await start();
    const [a = "", b = ""] = shop.urls;
    await shop.project.apply(
      configMap("documents", [one]),
      databaseSet({ targets: [target("a", a, "canary"), target("b", b)], waves: two_ }),
    );
    await untilSet(shop.project, "True InSync");
    await shop.project.apply(configMap("documents", [one, wrong]));
    const stopped = await untilSet(shop.project, "False Failed Stalled");
    expect(stopped.status?.conditions?.[0]?.message).toMatch(/^Wave 0 stopped the rollout, failed: shop-a \(Invalid: .*nobody/);
    await expect.poll(() => databasesOf(shop.project)).toEqual({ "shop-a": "Invalid one", "shop-b": "AwaitingRollout one" });
    expect(await shop.reasons()).toContain("Failed");
    // The template changes too: still nobody but the first is touched.
    await shop.project.apply(
      databaseSet({ targets: [target("a", a, "canary"), target("b", b)], waves: two_ }, { environment: "production" }),
    );
    await expect.poll(async () => (await shop.project.get("database", "shop-a")).spec).toMatchObject({ environment: "production" });
    await untilSet(shop.project, "False Failed Stalled");
    expect((await shop.project.get("database", "shop-b")).spec).not.toHaveProperty("environment");
    await shop.project.apply(configMap("documents", [one, two]));
    await untilSet(shop.project, "True InSync");
    expect(await databasesOf(shop.project)).toEqual({ "shop-a": "InSync two", "shop-b": "InSync two" });
    expect((await shop.project.get("database", "shop-b")).spec).toMatchObject({ environment: "production" });
  });

  test("goes on past as many failures as it may have, and no further", async () => {
    await using shop = await start();
    const [a = "", b = "", c = "", d = ""] = shop.urls;
    // What exists and is another one stops a run.
    const spoil = (index: number) => {
      const file = shop.file(index);
      file.exec("CREATE TABLE users (other text)");
      file.close();
    };
    spoil(0);
    spoil(2);
    const set = (maxFailures: number) =>
      databaseSet({
        targets: [target("a", a), target("b", b), target("c", c), target("d", d)],
        waves: [{ maxConcurrent: 1, maxFailures }],
      });
    await shop.project.apply(configMap("documents", [one]), set(1));
    const stopped = await untilSet(shop.project, "False Failed Stalled");
    expect(stopped.status).toMatchObject({ total: 4, ready: 1, failed: 2, wave: 0 });
    expect(Object.keys(await databasesOf(shop.project))).toEqual(["shop-a", "shop-b", "shop-c"]);
    await shop.project.apply(set(2));
    const through = await untilSet(shop.project, "False Failed Stalled");
    expect(through.status).toMatchObject({ total: 4, ready: 2, failed: 2 });
    expect(through.status).not.toHaveProperty("wave");
  });

  test("pauses between its waves, and rests while it is suspended", async () => {
    await using shop = await start();
    const [a = "", b = ""] = shop.urls;
    const set = (rest: object = {}, template: object = {}) =>
      databaseSet(
        { targets: [target("a", a, "canary"), target("b", b)], waves: [wave("canary", { pauseFor: "3s" }), wave("rest")], ...rest },
        template,
      );
    await shop.project.apply(configMap("documents", [one]), set());
    const paused = await untilSet(shop.project, "False AwaitingRollout Reconciling");
    const until = new Date(String(paused.status?.pauses?.[0]?.until));
    await untilSet(shop.project, "True InSync");
    const { creationTimestamp } = (await shop.project.get("database", "shop-b")).metadata;
    // A server's timestamps have no fractions.
    expect(new Date(String(creationTimestamp)).getTime()).toBeGreaterThanOrEqual(Math.floor(until.getTime() / 1000) * 1000);
    await shop.project.apply(set({ suspend: true, targets: [] }, { environment: "production" }));
    await untilSet(shop.project, "True Suspended");
    expect(await databasesOf(shop.project)).toEqual({ "shop-a": "InSync one", "shop-b": "InSync one" });
    expect((await shop.project.get("database", "shop-a")).spec).not.toHaveProperty("environment");
  });

  test("goes on where it stood under another operator, and pauses no longer for that", async () => {
    await using shop = await start();
    const [a = "", b = ""] = shop.urls;
    await shop.project.apply(
      configMap("documents", [one]),
      databaseSet({ targets: [target("a", a, "canary"), target("b", b)], waves: [wave("canary", { pauseFor: "5s" }), wave("rest")] }),
    );
    const paused = await untilSet(shop.project, "False AwaitingRollout Reconciling");
    await shop.operator.stop();
    await using _other = await startOperator(shop.namespace);
    const ready = await untilSet(shop.project, "True InSync");
    expect(ready.status?.pauses).toEqual(paused.status?.pauses);
    expect(await databasesOf(shop.project)).toEqual({ "shop-a": "InSync one", "shop-b": "InSync one" });
  });

  test("gives up the Database of a target that is gone, takes it back, and adopts one that was there", async () => {
    await using shop = await start();
    const [a = "", b = ""] = shop.urls;
    const both = [target("a", a), target("b", b)];
    await shop.project.apply(configMap("documents", [one]), secret("shop-a-db", { url: a }), database({ dialect: "sqlite" }, "shop-a"));
    const before = await shop.project.until("True InSync", "shop-a");
    await shop.project.apply(databaseSet({ targets: both }));
    await untilSet(shop.project, "True InSync");
    const adopted = await shop.project.get("database", "shop-a");
    expect(adopted.metadata.uid).toBe(before.metadata.uid);
    expect(adopted.metadata).toMatchObject({
      ownerReferences: [{ kind: "DatabaseSet", name: "shop" }],
      labels: { "keelson.dev/database-set": "shop" },
    });
    expect(await shop.reasons()).toContain("Adopted");

    await shop.project.apply(databaseSet({ targets: both.slice(0, 1) }));
    await expect.poll(async () => (await shop.project.get("database", "shop-b")).metadata.ownerReferences).toBeUndefined();
    const orphan = await shop.project.until("True InSync", "shop-b");
    expect(orphan.metadata.labels).toEqual({ wave: "rest" });
    await expect.poll(async () => (await untilSet(shop.project, "True InSync")).status?.total).toBe(1);

    await shop.project.apply(databaseSet({ targets: both, onRemove: "delete" }));
    await expect.poll(async () => (await shop.project.get("database", "shop-b")).metadata.ownerReferences?.length).toBe(1);
    await shop.project.apply(databaseSet({ targets: both.slice(0, 1), onRemove: "delete" }));
    await expect.poll(() => databasesOf(shop.project)).toEqual({ "shop-a": "InSync one" });
    // The schema stays whatever goes.
    const file = shop.file(1);
    expect(file.prepare("SELECT count(*) AS n FROM users").get()).toEqual({ n: 0 });
    file.close();
  });

  test.each([
    ["orphan", { "shop-a": "InSync one" }],
    ["delete", {}],
  ])("that is deleted goes when its Databases have been given up: %s", async (onRemove, left) => {
    await using shop = await start();
    await shop.project.apply(configMap("documents", [one]), databaseSet({ targets: [target("a", String(shop.urls[0]))], onRemove }));
    await untilSet(shop.project, "True InSync");
    await shop.project.delete("databaseset", "shop");
    await expect.poll(async () => (await shop.namespace.kubectl(["get", "databaseset", "shop"])).code).toBe(1);
    expect(await databasesOf(shop.project)).toEqual(left);
  });

  test("says what is wrong with it before anything is touched, and leaves alone what belongs to another", async () => {
    await using shop = await start();
    const [a = "", b = ""] = shop.urls;
    await shop.project.apply(configMap("documents", [one]), databaseSet({ targets: [target("a", a), target("a", b)] }));
    const invalid = await untilSet(shop.project, "False Invalid Stalled");
    expect(invalid.status?.diagnostics).toMatchObject([{ code: "duplicate-target" }]);
    expect(await databasesOf(shop.project)).toEqual({});
    const foreign = {
      apiVersion: "v1",
      kind: "ConfigMap",
      name: "documents",
      uid: "00000000-0000-0000-0000-000000000000",
      controller: true,
    };
    const theirs = {
      ...database({ dialect: "sqlite", suspend: true, connection: { url: { value: b } } }, "shop-b"),
      metadata: { name: "shop-b", ownerReferences: [foreign] },
    };
    await shop.project.apply(theirs, databaseSet({ targets: [target("a", a), target("b", b)] }));
    const told = await untilSet(shop.project, "False Failed Stalled");
    expect(told.status?.targets?.[1]).toMatchObject({
      reason: "OwnedElsewhere",
      message: "the Database shop-b belongs to ConfigMap documents",
    });
    expect((await shop.project.get("database", "shop-b")).spec).toMatchObject({ suspend: true });
  });
});

describeKubernetes("a DatabaseSet of a cluster", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    test("has a Database for each Secret that it selects", async () => {
      const [first, second] = [await server.database(), await server.database()];
      const namespace = await cluster.namespace();
      const operator = await startOperator(namespace);
      try {
        const project = new ClusterProject(namespace);
        const tenant = (name: string, url: string) => ({ ...secret(name, { url }), metadata: { name, labels: { tenant: "yes" } } });
        const set = databaseSet({ selector: { matchLabels: { tenant: "yes" } }, waves: [{ maxConcurrent: 1 }] }, { dialect: "postgresql" });
        await project.apply(configMap("documents", [one]), secret("other", { url: "x" }), tenant("acme", first.url), set);
        await expect.poll(async () => (await untilSet(project, "True InSync")).status?.targets?.map(({ name }) => name)).toEqual(["acme"]);
        await project.apply(tenant("bee", second.url));
        await expect.poll(() => databasesOf(project)).toEqual({ "shop-acme": "InSync one", "shop-bee": "InSync one" });
        expect(await ask(second.url, "SELECT count(*)::int FROM users")).toBe(0);
        // A source that moves, moves through all of them.
        await project.apply(configMap("documents", [one, two]));
        await expect.poll(() => databasesOf(project)).toEqual({ "shop-acme": "InSync two", "shop-bee": "InSync two" });
        await untilSet(project, "True InSync");
        await project.delete("secret", "acme");
        await expect.poll(async () => (await project.get("database", "shop-acme")).metadata.ownerReferences).toBeUndefined();
        await expect.poll(async () => (await untilSet(project, "True InSync")).status?.total).toBe(1);
      } finally {
        await operator.stop();
        await first.drop();
        await second.drop();
      }
    });
  }),
);
