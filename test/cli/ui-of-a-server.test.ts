import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { until } from "../crash/faults/watch.ts";
import { startProxy } from "../proxy/start-proxy.ts";
import { ask } from "../server/ask.ts";
import { describePostgres, type TestDatabase } from "../server/postgres.ts";
import { openPage, type Page } from "./page.ts";

const users = "upgrade:\n  - createTable: { name: users, columns: [ { name: id, type: integer }, { name: email, type: text } ] }";
const parts = ["database", "graph", "plan", "drift", "history"] as const;

describePostgres("the page of a server", (server) => {
  let database: TestDatabase;
  let project: FaultProject;
  let page: Page | undefined;
  beforeEach(async () => {
    database = await server.database();
    project = new FaultProject(database);
    project.revision("a", [], users);
    await project.upgrade();
  });
  afterEach(async () => {
    await page?.end();
    page = undefined;
    project[Symbol.dispose]();
    await database[Symbol.asyncDispose]();
  });

  test("shows how far a backfill is", async () => {
    await ask(database.url, "INSERT INTO users SELECT generate_series(1, 400), 'x'; ANALYZE users");
    project.revision(
      "b",
      ["a"],
      "upgrade:\n  - backfill: { table: users, set: { email: upper(email) }, key: [id], batch: { rows: 1, target: 1ms }, throttle: { pause: 50ms } }\n    id: fill\n    downgrade: []",
    );
    const running = project.start(["upgrade"]);
    await until(database.url, "SELECT sum(rows) > 3 FROM keelson.backfill");
    page = await openPage(project);
    expect((await page.read("/database/app")).text).toMatch(/Backfilling.*works on it.*Revision b, stage \d of \d.*of about 400 rows/s);
    expect((await page.read("/graph/app")).status).toBe(200);
    expect((await project.exits(2, ["status", "-o", "json"])).json()).toMatchObject({
      reason: "Backfilling",
      message: expect.stringMatching(/works on it$/),
    });
    running.child.kill("SIGTERM");
    await running.finished;
    await expect
      .poll(async () => (await page?.read("/database/app"))?.text, { timeout: 30_000, interval: 200 })
      .toContain("goes on where it stopped");
    expect((await page.read("/plan/app")).status).toBe(200);
    expect((await project.exits(1, ["status", "-o", "json"])).json().reason).toBe("Interrupted");
  });

  test("needs no more than to read", async () => {
    const reader = `reader_${randomBytes(4).toString("hex")}`;
    await ask(
      database.url,
      `CREATE ROLE ${reader} LOGIN; GRANT USAGE ON SCHEMA keelson TO ${reader}; GRANT SELECT ON ALL TABLES IN SCHEMA keelson TO ${reader}; ALTER TABLE users ADD oops text`,
    );
    const url = new URL(database.url);
    url.username = reader;
    project.revision("b", ["a"], "upgrade:\n  - createTable: { name: teams, columns: [ { name: id, type: integer } ] }");
    try {
      page = await openPage(project, [], url.href);
      for (const part of parts) expect(await page.read(`/${part}/app`), part).toMatchObject({ status: 200 });
      expect((await page.read("/drift/app")).text).toContain("oops");
      // What a run would lack is told with the plan.
      expect((await page.read("/plan/app")).text).toMatch(/would run now.*right-missing/s);
    } finally {
      await page?.end();
      page = undefined;
      await ask(database.url, `DROP OWNED BY ${reader}; DROP ROLE ${reader}`);
    }
  });

  test("says that a server is silent, and ends at once while it waits for one", async () => {
    await using proxy = await startProxy(database.url);
    page = await openPage(project, ["--timeout", "2s"], proxy.url);
    expect((await page.read("/database/app")).status).toBe(200);
    proxy.stall();
    // What was told a moment ago stands for as long as it took, some seconds at the most.
    for (const part of parts)
      await expect
        .poll(async () => page?.read(`/${part}/app`), { timeout: 15_000 })
        .toMatchObject({ status: 503, text: expect.stringMatching(/within 2s|not answer/) });

    const waiting = page.read("/drift/app").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = performance.now();
    expect(await page.end()).toMatchObject({ code: 0, stderr: "" });
    expect(performance.now() - began).toBeLessThan(1_500);
    page = undefined;
    await waiting;
  });

  test("gives up in the middle of a question that a lock holds up", async () => {
    await using proxy = await startProxy(database.url);
    page = await openPage(project, ["--timeout", "2s"], proxy.url);
    const holding = ask(database.url, "BEGIN; LOCK TABLE pg_catalog.pg_attrdef; SELECT pg_sleep(6); COMMIT").catch(() => undefined);
    await until(
      database.url,
      "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'pg_catalog.pg_attrdef'::regclass AND mode = 'AccessExclusiveLock'",
    );
    const began = performance.now();
    expect(await page.read("/drift/app")).toMatchObject({ status: 503, text: expect.stringContaining("within 2s") });
    expect(performance.now() - began).toBeLessThan(4_000);
    await holding;
    expect((await page.read("/drift/app")).status).toBe(200);
  });

  test("asks once for many who look at the same", async () => {
    await using proxy = await startProxy(database.url);
    page = await openPage(project, [], proxy.url);
    proxy.delay(20);
    await Promise.all(Array.from({ length: 20 }, () => page?.read("/drift/app")));
    expect(new Set(proxy.messages.map(({ connection }) => connection)).size).toBe(1);
  });
});
