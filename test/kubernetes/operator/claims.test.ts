import { expect, test } from "vitest";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { ClusterProject, configMap, createTable, database, revision, secret, startOperator } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const two = revision("two", ["one"], [createTable("orders", "id")]);

describeKubernetes("a Database of a cluster", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    const start = async () => {
      const shop = await startPostgresProject(cluster, server);
      await shop.begin([one]);
      await shop.project.until("True InSync");
      return shop;
    };

    test("is not the only one that claims its journal: both are told, and the one that is left goes on", async () => {
      await using shop = await start();
      await shop.project.apply(secret("other-db", { url: shop.target.url }), database({ journal: { project: "shop" } }, "other"));
      const told = await shop.project.until("False Invalid Stalled", "other");
      expect(told.status?.message).toContain(`${shop.namespace.name}/shop`);
      await shop.project.until("False Invalid Stalled");
      await shop.project.delete("database", "other");
      await shop.project.until("True InSync");
    });

    test("is not stopped by who names its journal and has no way into the database, and its name is not told either", async () => {
      const [near, far] = [await cluster.namespace(), await cluster.namespace()];
      await using target = await server.database();
      await using _operator = await startOperator(near, { beside: [far] });
      const [own, stranger] = [new ClusterProject(near), new ClusterProject(far)];
      const nobody = Object.assign(new URL(target.url), { username: "nobody", password: "guessed" }).href;
      const quick = { policy: { retries: { backoff: "50ms", maxBackoff: "100ms" } } };
      // Whoever of the two is known first.
      await stranger.apply(secret("shop-db", { url: nobody }), configMap("documents", [one]), database(quick));
      const refused = await stranger.until("False DatabaseUnavailable Reconciling");
      await own.apply(secret("shop-db", { url: target.url }), configMap("documents", [one]), database({}));
      await own.until("True InSync");
      await stranger.apply(database({ ...quick, target: "one" }));
      expect((await stranger.until("False DatabaseUnavailable Reconciling")).status?.message).toBe(refused.status?.message);
      await near.kubectl(["annotate", "database", "shop", "keelson.dev/reconcile-at=now"]);
      await expect.poll(async () => (await own.get()).status?.lastHandledReconcileAt).toBe("now");
      await own.until("True InSync");
      expect((await near.kubectl(["get", "events.events.k8s.io", "-o", "jsonpath={.items[*].reason}"])).stdout).not.toContain("Invalid");
    });

    test("is not the only one that asks for an object of its own: an error on both, and whose it is does its work all the same", async () => {
      await using shop = await start();
      const rival = (table: string) => configMap("rival", [revision("rival", [], [createTable(table, "id")])]);
      await shop.project.apply(
        secret("other-db", { url: shop.target.url }),
        rival("users"),
        database({ source: { configMaps: [{ name: "rival" }] } }, "other"),
      );
      const told = await shop.project.until("False Invalid Stalled", "other");
      expect(told.status?.diagnostics).toMatchObject([
        { code: "owned-elsewhere", message: expect.stringMatching(/users.* belongs to project shop/) },
      ]);
      const owner = {
        code: "claimed-elsewhere",
        severity: "error",
        message: expect.stringMatching(/other asks for .*: table public.users$/),
      };
      const { status } = await shop.project.until("False Invalid Stalled");
      expect(status?.diagnostics).toMatchObject([owner]);
      expect(status?.message).toBe(status?.diagnostics?.[0]?.message);
      const events = ["get", "events.events.k8s.io", "--field-selector=reason=Invalid", "-o", "jsonpath={.items[*].regarding.name}"];
      expect((await shop.namespace.kubectl(events)).stdout.split(" ").toSorted()).toEqual(["other", "shop"]);
      // Whose it is the journal knows: it may also let go of it, which ends the quarrel.
      await shop.project.apply(configMap("documents", [one, two]));
      const current = async () => (await shop.project.get()).status?.revision?.current;
      await expect.poll(current).toEqual(["two"]);
      expect((await shop.project.until("False Invalid Stalled")).status?.diagnostics).toMatchObject([owner]);
      await shop.project.apply(configMap("documents", [one, two, revision("three", ["two"], [{ dropTable: { name: "users" } }])]));
      await expect.poll(current).toEqual(["three"]);
      await shop.namespace.kubectl(["annotate", "database", "other", "keelson.dev/reconcile-at=now"]);
      await shop.project.until("True InSync", "other");
      expect((await shop.project.until("True InSync")).status?.diagnostics).toEqual([]);
    });
  }),
);
