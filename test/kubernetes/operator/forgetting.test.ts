import { expect, test } from "vitest";
import { describeNewestPostgres } from "../../server/postgres.ts";
import { describeKubernetes } from "../server/kubernetes.ts";
import { startPostgresProject } from "./postgres-project.ts";
import { createTable, database, revision, secret } from "./test-operator.ts";

const one = revision("one", [], [createTable("users", "id")]);
const forget = { deletionPolicy: "forget" };

describeKubernetes("a Database that is to forget its journal, and is deleted", (cluster) =>
  describeNewestPostgres("on PostgreSQL", (server) => {
    const start = async () => {
      const shop = await startPostgresProject(cluster, server);
      const isGone = () => expect.poll(async () => (await shop.namespace.kubectl(["get", "database", "shop"])).code).toBe(1);
      const steps = () => shop.ask("SELECT count(*)::int AS n FROM keelson.history");
      const begin = async () => {
        await shop.begin([one], forget);
        await shop.project.until("True InSync");
      };
      return { ...shop, isGone, steps, begin, [Symbol.asyncDispose]: shop[Symbol.asyncDispose] };
    };

    test("goes all the same where its Secret went before it, as with their namespace, and says that the journal stays", async () => {
      await using shop = await start();
      await shop.begin();
      await shop.project.delete("secret", "shop-db");
      await shop.project.delete("database", "shop");
      await shop.isGone();
      expect(await shop.steps()).toEqual([{ n: 1 }]);
      expect(await shop.reasons()).toContain("JournalKept");
    });

    test("goes where nobody can make sense of it", async () => {
      await using shop = await start();
      await shop.begin();
      await shop.project.apply(database({ ...forget, dialect: "mysql" }));
      await shop.project.until("False Invalid Stalled");
      await shop.project.delete("database", "shop");
      await shop.isGone();
      expect(await shop.reasons()).toContain("JournalKept");
    });

    test("waits for a server that does not answer, says how it may go at once, and does", async () => {
      await using shop = await start();
      await shop.begin();
      await shop.project.apply(secret("shop-db", { url: "postgresql://postgres@127.0.0.1:2/shop" }));
      await shop.project.delete("database", "shop");
      await expect
        .poll(async () => (await shop.project.get()).status?.diagnostics)
        .toMatchObject([
          { code: "connection-refused" },
          { code: "deletion-waits", remedy: expect.stringContaining("deletionPolicy: retain") },
        ]);
      await shop.namespace.kubectl(["patch", "database", "shop", "--type=merge", "-p", '{"spec":{"deletionPolicy":"retain"}}']);
      await shop.isGone();
    });
  }),
);
