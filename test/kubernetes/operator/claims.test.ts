import { expect, test } from "vitest";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { configMap, createTable, database, revision, secret } from "./test-operator.ts";

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

    test("is not the only one that asks for an object of its own: both are told, and whose it is goes on", async () => {
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
      const findings = async () => (await shop.project.get()).status?.diagnostics;
      const owner = {
        code: "claimed-elsewhere",
        severity: "warning",
        message: expect.stringMatching(/other asks for .*: table public.users$/),
      };
      await expect.poll(findings).toMatchObject([owner]);
      const events = [
        "get",
        "events.events.k8s.io",
        "--field-selector=reason=ClaimedElsewhere",
        "-o",
        "jsonpath={.items[*].regarding.name}",
      ];
      expect((await shop.namespace.kubectl(events)).stdout).toBe("shop");
      // Whose it is the journal knows: nothing stops its owner.
      await shop.project.apply(configMap("documents", [one, two]));
      await shop.project.reaches("two");
      expect((await shop.project.until("True InSync")).status?.diagnostics).toMatchObject([owner]);
      await shop.project.apply(rival("rivals"));
      await shop.project.until("True InSync", "other");
      await expect.poll(findings).toEqual([]);
    });
  }),
);
