import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { runKeelson } from "../../cli/keelson.ts";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { configMap, createTable, database, type PlanObject, revision, secret, startOperator } from "./test-operator.ts";

const drop = (name: string) => ({ dropTable: { name } });

describeKubernetes("a Plan in the cluster", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    const start = () => startPostgresProject(cluster, server);

    test("of many statements shows the first two hundred, and all of them packed beside it", async () => {
      await using shop = await start();
      const names = Array.from({ length: 250 }, (_, index) => `t${index}`);
      const one = revision(
        "one",
        [],
        names.map((name) => createTable(name, "id")),
      );
      await shop.begin([one]);
      await shop.project.until("True InSync");
      await shop.ask("INSERT INTO t0 VALUES (1)");
      await shop.project.apply(
        configMap("documents", [one, revision("two", ["one"], names.map(drop))]),
        database({ policy: { maxDrops: 1000 } }),
      );
      const plan = await shop.plan();
      expect(plan.spec.stages.flatMap(({ statements }) => statements)).toHaveLength(200);
      const annex = String(plan.metadata.annotations?.["keelson.dev/statements"]);
      const { binaryData } = await shop.project.get<{ readonly binaryData: Readonly<Record<string, string>> }>("configmap", annex);
      const whole = JSON.parse(String(gunzipSync(Buffer.from(String(binaryData["plan.json.gz"]), "base64")))) as PlanObject["spec"];
      expect(whole.stages.flatMap(({ statements }) => statements)).toHaveLength(250);
      expect(whole.digest).toBe(plan.spec.digest);
      await shop.namespace.kubectl(["patch", "plan", plan.metadata.name, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await shop.project.until("True InSync");
      expect(await shop.ask("SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'")).toEqual([{ n: 0 }]);
    });

    test("of more than one ConfigMap holds is packed into several, which are written again where one of them is missing", async () => {
      await using shop = await start();
      const folder = mkdtempSync(join(tmpdir(), "keelson-long-plan-"));
      const write = (name: string, document: object) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(document));
      try {
        const table = { name: "files", columns: [{ name: "bytes", type: "text" }] };
        write("one", revision("one", [], [{ createTable: table }, createTable("users", "id")]));
        await shop.begin([], { source: { directory: folder }, schedule: { resync: "1s" } });
        await shop.project.until("True InSync");
        await shop.ask("INSERT INTO users VALUES (1)");
        // Nothing packs what is random.
        const texts = Array.from({ length: 30 }, () => randomBytes(75_000).toString("base64"));
        const rows = texts.map((bytes) => ({ insertRows: { table: "files", rows: [{ bytes }] } }));
        write("two", revision("two", ["one"], [...rows, drop("users")]));
        const plan = await shop.plan();
        const whole = async () => (await runKeelson(["plan", "-n", shop.namespace.name, "-o", "json"], { cwd: "/tmp", env })).json();
        const env = { KUBECONFIG: shop.namespace.kubeconfig };
        await expect.poll(whole).toMatchObject({ spec: { digest: plan.spec.digest } });
        const parts = String(plan.metadata.annotations?.["keelson.dev/statements"]).split(" ");
        expect(parts.length).toBeGreaterThan(2);
        await shop.operator.stop();
        await shop.project.delete("configmap", String(parts.at(-1)));
        await using _other = await startOperator(shop.namespace);
        await expect.poll(whole).toMatchObject({ spec: { digest: plan.spec.digest } });
        await shop.namespace.kubectl(["patch", "plan", plan.metadata.name, "--type=merge", "-p", '{"spec":{"approved":true}}']);
        await shop.project.until("True InSync");
        expect(await shop.ask("SELECT sum(length(bytes))::int AS n FROM files")).toEqual([{ n: texts.join("").length }]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

    test("is also approved by its digest in the document, and no more than planHistoryLimit old ones stay", async () => {
      await using shop = await start();
      const one = revision("one", [], [createTable("users", "id"), createTable("orders", "id")]);
      await shop.begin([one], { planHistoryLimit: 1 });
      await shop.project.until("True InSync");
      await shop.ask("INSERT INTO users VALUES (1)");
      const seen: string[] = [];
      for (const column of ["a", "b", "c"]) {
        await shop.ask(`ALTER TABLE users ADD COLUMN ${column} int`);
        await shop.project.apply(
          configMap("documents", [one, revision("two", ["one"], [drop("users"), { sql: { text: `SELECT '${column}'` }, downgrade: [] }])]),
        );
        await expect.poll(async () => (await shop.project.get()).status?.plan?.ref ?? "").not.toBe(seen.at(-1) ?? "");
        seen.push(String((await shop.project.get()).status?.plan?.ref));
      }
      const plans = async () =>
        (await shop.namespace.kubectl(["get", "plans", "-o", "jsonpath={.items[*].metadata.name}"])).stdout
          .split(" ")
          .filter(Boolean)
          .sort();
      await expect.poll(plans).toEqual(seen.slice(-2).sort());
      const { digest } = (await shop.project.get<PlanObject>("plan", String(seen.at(-1)))).spec;
      await shop.project.apply(database({ planHistoryLimit: 1, policy: { approvedPlans: [digest] } }));
      await shop.project.until("True InSync");
      expect((await shop.project.get()).status?.revision?.current).toEqual(["two"]);
    });

    test("of a Database whose name is as long as names may be has a name too, and so do its events", async () => {
      await using shop = await start();
      const name = `${"a".repeat(199)}.${"b".repeat(53)}`;
      const one = revision("one", [], [createTable("users", "id")]);
      const connection = { url: { secretKeyRef: { name: "shop-db", key: "url" } } };
      await shop.project.apply(secret("shop-db", { url: shop.target.url }), configMap("documents", [one]), database({ connection }, name));
      await shop.project.until("True InSync", name);
      await shop.ask("INSERT INTO users VALUES (1)");
      await shop.project.apply(configMap("documents", [one, revision("two", ["one"], [drop("users")])]));
      const { status } = await shop.project.until("False AwaitingApproval Reconciling not Approved", name);
      await shop.namespace.kubectl(["patch", "plan", String(status?.plan?.ref), "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await shop.project.reaches("two", name);
      await expect.poll(shop.reasons).toContain("AwaitingApproval");
    });

    test("that somebody deletes while it is waited for is shown again", async () => {
      await using shop = await start();
      await shop.beginLoss();
      const { metadata } = await shop.plan();
      await shop.project.delete("plan", metadata.name);
      const shown = async () => (await shop.namespace.kubectl(["get", "plan", metadata.name, "-o", "jsonpath={.metadata.uid}"])).stdout;
      await expect.poll(async () => ["", metadata.uid].includes(await shown())).toBe(false);
    });

    test("is waited for without asking: whoever approves it is heard", async () => {
      await using shop = await start();
      await shop.beginLoss();
      const { name } = (await shop.plan()).metadata;
      const asked = () => shop.namespace.askedBy(shop.operator.account).filter(({ objectRef }) => objectRef?.resource !== "leases").length;
      // The event is the last that it says by itself.
      await expect.poll(shop.reasons).toContain("AwaitingApproval");
      const before = asked();
      // Silence takes its time: longer than all that it would ask again after.
      await new Promise((resolve) => setTimeout(resolve, 6000));
      expect(asked()).toBe(before);
      await shop.namespace.kubectl(["patch", "plan", name, "--type=merge", "-p", '{"spec":{"approved":true}}']);
      await shop.project.reaches("two");
    });

    test("that somebody made for another database, or of another digest, approves nothing", async () => {
      await using shop = await start();
      await shop.beginLoss();
      const { metadata, spec } = await shop.plan();
      const apiVersion = "keelson.dev/v1alpha1";
      await shop.project.apply({ apiVersion, kind: "Plan", metadata: { name: "unowned" }, spec: { ...spec, approved: true } });
      await shop.project.apply({
        apiVersion,
        kind: "Plan",
        metadata: { name: "other", ownerReferences: metadata.ownerReferences },
        spec: { ...spec, digest: `sha256:${"0".repeat(64)}`, approved: true },
      });
      await shop.namespace.kubectl(["annotate", "database", "shop", "keelson.dev/reconcile-at=1"]);
      await expect.poll(async () => (await shop.project.get()).status?.lastHandledReconcileAt).toBe("1");
      await shop.plan();
      expect(await shop.ask("SELECT count(*)::int AS n FROM users")).toEqual([{ n: 1 }]);
    });

    test("of a contract half: it waits until no Pod of the application is older", async () => {
      await using shop = await start();
      const one = revision("one", [], [createTable("users", "id", "old_name")]);
      const two = revision("two", ["one"], [{ renameColumn: { table: "users", from: "old_name", to: "new_name", keepOld: true } }]);
      const contract = { whenGone: { selector: { matchLabels: { app: "shop" } }, label: "keelson.dev/min-revision" } };
      const pod = (name: string, labels: Readonly<Record<string, string>>) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, labels: { app: "shop", ...labels } },
        spec: { containers: [{ name: "a", image: "none" }] },
      });
      await shop.project.apply(pod("unlabelled", {}), pod("older", { "keelson.dev/min-revision": "one" }));
      await shop.begin([one, two], { contract, policy: { destructive: "allow" } });
      const pending = await shop.project.until("True ContractPending");
      expect(pending.status?.pendingContract).toEqual(["two/contract"]);
      const columns = "SELECT count(*)::int AS n FROM information_schema.columns WHERE table_name = 'users' AND table_schema = 'public'";
      expect(await shop.ask(columns)).toEqual([{ n: 3 }]);
      const look = async (at: string) => {
        await shop.namespace.kubectl(["annotate", "--overwrite", "database", "shop", `keelson.dev/reconcile-at=${at}`]);
        await expect.poll(async () => (await shop.project.get()).status?.lastHandledReconcileAt).toBe(at);
      };
      await shop.namespace.kubectl(["delete", "pod", "unlabelled", "--grace-period=0", "--force"]);
      await look("1");
      await shop.project.until("True ContractPending");
      await shop.project.apply(pod("newer", { "keelson.dev/min-revision": "two" }));
      await shop.namespace.kubectl(["delete", "pod", "older", "--grace-period=0", "--force"]);
      await look("2");
      await shop.project.until("True InSync");
      expect(await shop.ask(columns)).toEqual([{ n: 2 }]);
    });
  }),
);
