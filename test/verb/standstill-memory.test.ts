import { join } from "node:path";
import { expect, test } from "vitest";
import { FaultProject, told } from "../crash/faults/project.ts";
import { startProxy } from "../proxy/start-proxy.ts";
import { askRows } from "../server/ask.ts";
import { describeNewestPostgres, startServer } from "../server/postgres.ts";

const schema = (columns: string): string =>
  `apiVersion: keelson.dev/v1alpha1\nkind: Schema\nmetadata: { name: app }\nspec: { tables: [ { name: a, columns: [ { name: id, type: integer }${columns} ] } ] }\n`;

describeNewestPostgres("one reconcile after the other, each in a process of its own", () => {
  test("asks one question where nothing was written on the server, and looks where anything was", async () => {
    // Of its own: whatever anybody writes on a server is a reason to look.
    await using server = await startServer();
    await using proxy = await startProxy(server.url);
    using project = new FaultProject({ url: proxy.url });
    project.write("db/app.yaml", schema(""));
    const reconcile = async (code: number, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
      const before = proxy.statements().length;
      const ended = await project.start(["reconcile"], proxy.url, { XDG_CACHE_HOME: join(project.folder, ".cache"), ...env }).finished;
      expect(ended.code, told(ended)).toBe(code);
      return proxy.statements().slice(before);
    };
    /** Autovacuum may write in between. */
    const untilStill = async (): Promise<void> => {
      let asked = await reconcile(0);
      for (let more = 0; more < 6 && asked.length > 1; more++) asked = await reconcile(0);
      expect(asked).toEqual([expect.stringContaining("pg_current_snapshot")]);
    };
    await untilStill();

    expect((await reconcile(0, { XDG_CACHE_HOME: join(project.folder, ".another") })).length, "what another user saw").toBeGreaterThan(1);

    await askRows(server.url, "CREATE DATABASE elsewhere");
    expect((await reconcile(0)).length, "something was written").toBeGreaterThan(1);
    await untilStill();

    await askRows(server.url, "ALTER TABLE a ADD COLUMN by_hand text");
    expect((await reconcile(0)).length, "a hand was there").toBeGreaterThan(1);
    expect((await reconcile(0)).length, "what it did is told again").toBeGreaterThan(1);
    await askRows(server.url, "ALTER TABLE a DROP COLUMN by_hand");
    await untilStill();

    project.write("db/app.yaml", schema(", { name: more, type: text }"));
    await reconcile(0);
    expect(await askRows(server.url, "SELECT more FROM a")).toEqual([]);
    await untilStill();
  });
});
