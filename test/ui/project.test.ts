import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partNames } from "../../src/page/part-names.ts";
import { openPage, type Page as Served } from "../cli/page.ts";
import { FaultProject } from "../crash/faults/project.ts";
import { type Beside, besidePostgres } from "../reconcile/beside.ts";
import { haveBrowser } from "../server/browser.ts";
import { postgres, postgresServers, type TestDatabase } from "../server/postgres.ts";
import { type Looker, lookAtUrl } from "./look.ts";

// What is said in a browser, where the functions given to it run.
declare const window: any;

/** A name that PostgreSQL takes, and a message, that would be markup. */
const hostile = `<img src=x onerror='caught=1'>"&amp;`;

describe.skipIf(!haveBrowser || postgresServers.length === 0)("keelson ui in a browser, over a project and PostgreSQL", () => {
  let database: TestDatabase;
  let beside: Beside;
  let project: FaultProject;
  let served: Served;
  let looker: Looker;

  beforeAll(async () => {
    database = await postgres.database();
    beside = await besidePostgres(database.url);
    project = new FaultProject({ url: database.url });
    project.revision(
      "a",
      [],
      `message: ${JSON.stringify(hostile)}
upgrade:
  - createTable: { name: users, columns: [ { name: id, type: bigint, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] } }
  - createTable: { name: ${JSON.stringify(hostile)}, columns: [ { name: user_id, type: bigint } ], foreignKeys: [ { columns: [user_id], references: { table: users, columns: [id] } } ] }`,
    );
    await project.upgrade();
    served = await openPage(project);
    looker = await lookAtUrl(served.url.replace(/\/$/, ""));
  });
  afterAll(async () => {
    await looker?.[Symbol.asyncDispose]();
    await served?.end();
    project?.[Symbol.dispose]();
    await beside?.close();
    await database?.drop();
  });

  /** A page that is told apart from one that was loaded anew. */
  async function open(path: string): Promise<{ readonly page: Page; readonly trouble: readonly string[] }> {
    const opened = await looker.open(path);
    await opened.page.evaluate(() => {
      window.wasHereBefore = true;
    });
    return opened;
  }

  async function close({ page, trouble }: { readonly page: Page; readonly trouble: readonly string[] }): Promise<void> {
    expect(await page.evaluate(() => [window.wasHereBefore, window.caught])).toEqual([true, undefined]);
    expect(trouble).toEqual([]);
    await page.close();
  }

  test("each of its pages opens, and shows names and messages as they are", async () => {
    for (const part of partNames) {
      const opened = await open(`/${part}/app`);
      await opened.page.getByRole("heading", { level: 1 }).waitFor();
      expect(await opened.page.locator("main .diagnostics").count(), part).toBe(0);
      await close(opened);
    }
    const history = await open("/history/app");
    await history.page.getByText(hostile).first().waitFor();
    await close(history);
  });

  test("what is written, applied, and changed by hand is seen without loading anew", async () => {
    const overview = await open("/database/app");
    const { page } = overview;
    await page.getByText("InSync").first().waitFor();
    project.revision("b", ["a"], `message: Teams\nupgrade:\n  - createTable: { name: teams, columns: [ { name: id, type: integer } ] }`);
    await page.getByRole("link", { name: "1 revision" }).waitFor();
    await project.upgrade();
    await page.getByRole("link", { name: "0 revisions" }).waitFor();
    await page.getByRole("cell", { name: "b", exact: true }).waitFor();

    await beside.run(`ALTER TABLE users ADD COLUMN "${hostile.replaceAll('"', '""')}" text`);
    await page.locator(".drift-names").getByText(hostile).waitFor();
    await close(overview);

    const sides = await open("/drift/app");
    await sides.page.locator("ins").getByText(hostile).first().waitFor();
    expect(await sides.page.locator("del").count()).toBe(0);
    await close(sides);
    await beside.run(`ALTER TABLE users DROP COLUMN "${hostile.replaceAll('"', '""')}"`);
  });

  test("a backfill is watched as it goes", async () => {
    await beside.run("INSERT INTO users SELECT n, NULL FROM generate_series(1, 60) n; ANALYZE users");
    const overview = await open("/database/app");
    project.revision(
      "c",
      ["b"],
      `upgrade:\n  - backfill: { table: users, set: { email: "'x'" }, where: email IS NULL, batch: { rows: 10 }, throttle: { pause: 2s } }\ndowngrade: []`,
    );
    const run = project.upgrade();
    const bar = overview.page.getByRole("progressbar", { name: "Backfill" });
    await bar.waitFor();
    const length = () => bar.evaluate((one: any) => one.position).catch(() => 1);
    const first = await length();
    await expect.poll(length, { timeout: 20_000 }).toBeGreaterThan(first);
    await run;
    await bar.waitFor({ state: "detached" });
    await close(overview);
  });
});
