import { expect, test } from "vitest";
import { connect } from "../../../src/kubernetes/client/connect.ts";
import { ownType } from "../../../src/kubernetes/client/resource-type.ts";
import { watchObjects } from "../../../src/kubernetes/client/watch-objects.ts";
import type { DatabaseObject } from "../../../src/kubernetes/object/database-object.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { sqliteFile } from "../../server/sqlite.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { ClusterProject, configMap, createTable, database, type PlanObject, revision, secret, startOperator } from "./test-operator.ts";
import { startPostgresProject } from "./postgres-project.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);
const dropUsers = revision("three", ["two"], [{ dropTable: { name: "users" } }]);

const countOf = (relation: string) => `SELECT count(*)::int AS n FROM ${relation}`;

describeKubernetes("a Database of a cluster", (cluster) => {
  test("on SQLite is ready as kubectl wait and kstatus see it, and once it is so nothing more is written", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    await using operator = await startOperator(namespace);
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    const ready = await project.until("True InSync");
    expect(ready.status?.revision).toEqual({ current: ["one"], target: ["one"], pending: 0 });
    expect(ready.metadata.finalizers).toEqual(["keelson.dev/operator"]);
    expect(await namespace.kubectl(["wait", "--for=condition=Ready", "database/shop", "--timeout=5s"])).toMatchObject({ code: 0 });
    const events = (await namespace.kubectl(["get", "events.events.k8s.io", "-o", "jsonpath={.items[*].reason}"])).stdout;
    expect(events).toContain("InSync");
    const again = async (at: string) => {
      await namespace.kubectl(["annotate", "--overwrite", "database", "shop", `keelson.dev/reconcile-at=${at}`]);
      await expect.poll(async () => (await project.get()).status?.lastHandledReconcileAt).toBe(at);
      return (await project.get()).status;
    };
    const seen = await again("once");
    expect(await again("twice")).toEqual({ ...seen, lastHandledReconcileAt: "twice" });
    expect(operator.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  test("has a status before anything is done for it: none at all would pass for done", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    const project = new ClusterProject(namespace);
    await project.apply(secret("shop-db", { url: file.url }), configMap("documents", [one]), database({ dialect: "sqlite" }));
    const changes = watchObjects<DatabaseObject>(
      await connect(namespace),
      ownType("Database"),
      { namespace: namespace.name },
      { signal: new AbortController().signal },
    );
    await changes.next();
    await using _operator = await startOperator(namespace);
    const shown: DatabaseObject["status"][] = [];
    for await (const change of changes) {
      if (change.kind === "changed" && change.object.status !== undefined) shown.push(change.object.status);
      if (shown.at(-1)?.reason === "InSync") break;
    }
    const pending = { reason: "Pending", message: "Waits for its turn", observedGeneration: 1 };
    const condition = { ...pending, lastTransitionTime: expect.any(String) };
    expect(shown[0]).toEqual({
      ...pending,
      conditions: [
        { ...condition, type: "Ready", status: "False" },
        { ...condition, type: "Reconciling", status: "True" },
      ],
    });
    expect(shown.at(-1)).toMatchObject({ reason: "InSync", revision: { current: ["one"] } });
  });

  test("that an operator may not keep as a file of its own is refused", async () => {
    using file = sqliteFile();
    const namespace = await cluster.namespace();
    await using _operator = await startOperator(namespace, { directories: "refused" });
    const project = new ClusterProject(namespace);
    await project.apply(
      secret("shop-db", { url: file.url }),
      configMap("documents", [one]),
      database({ dialect: "sqlite" }),
      database({ source: { directory: "/etc" } }, "reader"),
      secret("socket-db", { url: "postgresql://app@/shop?host=/run/postgresql" }),
      database({}, "socket"),
    );
    for (const name of ["shop", "socket"])
      expect((await project.until("False Invalid Stalled", name)).status?.diagnostics).toMatchObject([{ code: "refused-in-cluster" }]);
    expect((await project.until("False Invalid Stalled", "reader")).status?.diagnostics).toMatchObject([
      { code: "refused-in-cluster", file: `Database ${namespace.name}/reader`, line: expect.any(Number) },
    ]);
  });
});

describeKubernetes("a Database of a cluster", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    const start = () => startPostgresProject(cluster, server);

    test("goes on with a new revision, stops at an edited one, and goes on when the edit is taken back", async () => {
      await using shop = await start();
      await shop.begin([one]);
      await shop.project.until("True InSync");
      await shop.project.apply(configMap("documents", [one, two]));
      await shop.project.reaches("two");
      expect(await shop.ask(countOf("orders"))).toEqual([{ n: 0 }]);
      await shop.project.apply(configMap("documents", [one, revision("two", ["one"], [createTable("orders", "id", "more")])]));
      const stalled = await shop.project.until("False RevisionEdited Stalled");
      expect(stalled.status?.revision?.current).toEqual(["two"]);
      await shop.project.apply(configMap("documents", [one, two]));
      await shop.project.until("True InSync");
      await shop.ask("INSERT INTO orders VALUES (1)");
      await shop.project.apply(
        configMap("documents", [one, two, revision("three", ["two"], [{ renameTable: { from: "orders", to: "purchases" } }])]),
      );
      await shop.project.reaches("three");
      expect(await shop.ask(countOf("purchases"))).toEqual([{ n: 1 }]);
    });

    test("waits with what loses data until its Plan is approved, and no longer believes a Plan once the database has moved", async () => {
      await using shop = await start();
      await shop.begin([one, two]);
      await shop.project.until("True InSync");
      await shop.ask("INSERT INTO users VALUES (1)");
      await shop.project.apply(configMap("documents", [one, two, dropUsers]));
      const waiting = await shop.project.until("False AwaitingApproval Reconciling not Approved");
      const name = String(waiting.status?.plan?.ref);
      const plan = await shop.project.get<PlanObject>("plan", name);
      expect(plan.spec.stages.flatMap(({ statements }) => statements.map(({ sql }) => sql)).join("\n")).toMatch(/DROP TABLE/);
      expect(plan.metadata.ownerReferences).toMatchObject([{ kind: "Database", name: "shop", uid: waiting.metadata.uid }]);

      // Somebody changes what the plan was computed from, and approves the old one.
      await shop.ask("ALTER TABLE users ADD COLUMN by_hand int");
      await shop.namespace.kubectl(["patch", "plan", name, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await expect.poll(async () => (await shop.project.get()).status?.plan?.ref).not.toBe(name);
      expect(await shop.ask(countOf("users"))).toEqual([{ n: 1 }]);
      const newer = String((await shop.project.until("False AwaitingApproval Reconciling Drifted not Approved")).status?.plan?.ref);
      await shop.namespace.kubectl(["patch", "plan", newer, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await shop.project.until("True InSync");
      expect(await shop.ask("SELECT to_regclass('users') AS users")).toEqual([{ users: null }]);
    });

    test("sees what somebody changed by hand, undoes it where the policy says so, and stops there where it says that", async () => {
      await using shop = await start();
      await shop.begin([one]);
      await shop.project.until("True InSync");
      await shop.ask("ALTER TABLE users ADD COLUMN by_hand int");
      await shop.namespace.kubectl(["annotate", "database", "shop", "keelson.dev/reconcile-at=1"]);
      expect((await shop.project.until("True InSync Drifted")).status?.drift?.objects).toEqual([
        { kind: "column", name: "public.users.by_hand", change: "extra" },
      ]);
      const warnings = [
        "get",
        "events.events.k8s.io",
        "--field-selector=type=Warning",
        "-o",
        "jsonpath={.items[*].reason} {.items[*].note}",
      ];
      await expect.poll(async () => (await shop.namespace.kubectl(warnings)).stdout).toMatch(/^InSync .*somebody's hand/);
      await shop.project.apply(database({ policy: { drift: "block" } }));
      await shop.project.until("False DriftBlocked Stalled Drifted");
      await shop.project.apply(database({ policy: { drift: "correct", destructive: "allow" } }));
      await shop.project.until("True InSync");
      expect(await shop.ask("SELECT count(*)::int AS n FROM information_schema.columns WHERE table_name = 'users'")).toEqual([{ n: 1 }]);
    });

    test("waits for its Secret, for a key in it, for its documents, and takes each as soon as it is there", async () => {
      await using shop = await start();
      await shop.project.apply(database({}));
      const missing = await shop.project.until("False DatabaseUnavailable Reconciling");
      expect(missing.status?.message).toBe(`there is no Secret shop-db in ${shop.namespace.name}`);
      await shop.project.apply(secret("shop-db", { other: "x" }));
      await expect.poll(async () => (await shop.project.get()).status?.message).toContain("has no key url");
      await shop.project.apply(secret("shop-db", { url: shop.target.url }));
      expect((await shop.project.until("False SourceUnavailable Reconciling")).status?.message).toBe(
        `there is no ConfigMap documents in ${shop.namespace.name}`,
      );
      await shop.project.apply(configMap("documents", [one]));
      await shop.project.until("True InSync");
    });

    test("takes a rotated password at once, and tells nobody either of them", async () => {
      await using shop = await start();
      const role = `role_${shop.target.name}`;
      const url = (password: string) => Object.assign(new URL(shop.target.url), { username: role, password }).href;
      await shop.ask(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'canary-first'`);
      await shop.project.apply(secret("shop-db", { url: url("canary-first") }), configMap("documents", [one]), database({}));
      await shop.project.until("True InSync");
      await shop.ask(`ALTER ROLE ${role} PASSWORD 'canary-second'`);
      await shop.project.apply(secret("shop-db", { url: url("canary-second") }), configMap("documents", [one, two]));
      await shop.project.reaches("two");
      await shop.project.apply(secret("shop-db", { url: `canary ${url("canary-second")}` }));
      await shop.project.until("False Invalid Stalled");
      const all = [
        JSON.stringify(shop.operator.lines),
        (await shop.namespace.kubectl(["get", "databases,plans,events.events.k8s.io", "-o", "yaml"])).stdout,
      ].join("\n");
      expect(all).toContain("InSync");
      expect(all).not.toContain("canary");
      await shop.operator.stop();
      await shop.ask(`DROP OWNED BY ${role} CASCADE`).catch(() => undefined);
    });

    test("says what is wrong with a document, and where", async () => {
      await using shop = await start();
      await shop.begin([one, { ...two, spec: { id: "two", message: "x", revises: ["one"], upgrade: [{ addColum: {} }] } }]);
      const stalled = await shop.project.until("False Invalid Stalled");
      expect(stalled.status?.diagnostics).toMatchObject([{ file: "documents/documents.yaml", line: 3 }]);
      expect(stalled.status?.message).toContain("addColum");
    });

    test("waits for its window, and goes on when one opens", async () => {
      await using shop = await start();
      const within = (hour: number) => ({ schedule: { windows: [{ cron: `0 ${hour} * * *`, duration: "1h" }] } });
      const hour = new Date().getUTCHours();
      await shop.begin([one], within((hour + 12) % 24));
      const waiting = await shop.project.until("False OutsideWindow Reconciling");
      expect(waiting.status?.revision?.pending).toBe(1);
      expect(await shop.ask("SELECT to_regclass('users') IS NULL AS absent")).toEqual([{ absent: true }]);
      await shop.project.apply(database(within(hour)));
      await shop.project.reaches("one");
      await shop.project.until("True InSync");
    });

    test("rests while it is suspended", async () => {
      await using shop = await start();
      await shop.begin([one]);
      await shop.project.until("True InSync");
      await shop.project.apply(database({ suspend: true }), configMap("documents", [one, two]));
      expect((await shop.project.until("True Suspended")).status?.revision?.current).toEqual(["one"]);
      await shop.project.apply(database({ suspend: false }));
      await shop.project.reaches("two");
    });

    test("goes when it is deleted: the schema stays, the journal where the policy says so", async () => {
      await using shop = await start();
      await shop.begin([one]);
      await shop.project.until("True InSync");
      const gone = () => expect.poll(async () => (await shop.namespace.kubectl(["get", "database", "shop", "-o", "name"])).code).toBe(1);
      await shop.project.delete("database", "shop");
      await gone();
      expect(await shop.ask("SELECT count(*)::int AS n FROM keelson.history")).not.toEqual([{ n: 0 }]);
      await shop.project.apply(database({ deletionPolicy: "forget" }));
      await shop.project.until("True InSync");
      await shop.project.delete("database", "shop");
      await gone();
      expect(await shop.ask(countOf("users"))).toEqual([{ n: 0 }]);
      expect(await shop.ask("SELECT count(*)::int AS n FROM keelson.history")).toEqual([{ n: 0 }]);
    });
  }),
);
