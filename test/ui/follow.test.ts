import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HttpServer } from "../../src/http/http-server.ts";
import type { PageDatabase, PageSource } from "../../src/page/page-source.ts";
import { servePage } from "../../src/page/serve-page.ts";
import { haveBrowser, type StartedBrowser, startBrowser } from "../server/browser.ts";
import { exhibit } from "./exhibit.ts";

// What is said in a browser, where the functions given to it run.
declare const window: any;
declare const document: any;
declare const getSelection: any;

const overview = "/database/prod/shop";
const plan = "/plan/prod/shop";
/** Longer than any page waits before it asks again. */
const aWhile = 11_000;

describe.skipIf(!haveBrowser)("a page that stays open", () => {
  let browser: StartedBrowser;
  let server: HttpServer;
  let page: Page;
  let changed: Partial<PageDatabase>;
  const source: PageSource = {
    ...exhibit,
    database: async (key, signal) => {
      const database = await exhibit.database(key, signal);
      return database && { ...database, ...changed };
    },
  };
  const serve = (port: number) => servePage({ host: "127.0.0.1", port }, source, () => {});

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.stop();
  });
  beforeEach(async () => {
    changed = {};
    server = await serve(0);
    page = await browser.context.newPage();
    await page.clock.install();
  });
  afterEach(async () => {
    await page.close();
    await server[Symbol.asyncDispose]();
  });

  async function open(path: string): Promise<void> {
    await page.goto(`http://127.0.0.1:${server.port}${path}`);
    await page.evaluate(() => {
      window.wasHereBefore = true;
    });
  }

  /** Lets the time pass after which the page asks again, and waits for what it hears. */
  async function later(): Promise<number> {
    const [answer] = await Promise.all([page.waitForResponse((one) => one.url() === page.url()), page.clock.fastForward(aWhile)]);
    return answer.status();
  }

  async function sayOfShop(message: string): Promise<void> {
    const status = (await (await exhibit.database("prod/shop", AbortSignal.any([])))?.status()) ?? null;
    changed = { status: async () => status && { ...status, message } };
  }

  test("shows what is new where it was: neither loaded again, nor scrolled, nor without the focus", async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await open(overview);
    const box = page.getByRole("region", { name: "Conditions" });
    await box.evaluate((one) => one.scrollTo(120, 0));
    await page.getByRole("link", { name: "7 statements, 2 hazards" }).focus();
    await page.evaluate(() => window.scrollTo(0, 300));
    await sayOfShop("stage 3 of 4 runs");
    await later();
    await page.getByText("stage 3 of 4 runs").waitFor();
    expect(await page.evaluate(() => [window.wasHereBefore, window.scrollY, document.activeElement.textContent])).toEqual([
      true,
      300,
      "7 statements, 2 hazards",
    ]);
    expect(await box.evaluate((one) => one.scrollLeft)).toBe(120);
  });

  test("is left alone when nothing is new", async () => {
    await open(overview);
    await page.locator(".message").evaluate((one) => Object.assign(one, { isTheSame: true }));
    expect([await later(), await later()]).toEqual([200, 304]);
    expect(await page.locator(".message").evaluate((one: any) => one.isTheSame)).toBe(true);
  });

  test("keeps what somebody has selected to copy until they are done", async () => {
    await open(plan);
    const statement = page.locator("pre").first();
    await statement.selectText();
    changed = { plans: async () => [] };
    await later();
    await later();
    expect(await page.evaluate(() => getSelection().toString())).toContain("ALTER TABLE");
    await page.evaluate(() => getSelection().removeAllRanges());
    await later();
    await page.getByText("No plan waits.").waitFor();
  });

  test("says that nobody answers, and takes it back when somebody does", async () => {
    await open(overview);
    const note = page.getByRole("status");
    expect(await note.isVisible()).toBe(false);
    const { port } = server;
    await server[Symbol.asyncDispose]();
    await page.clock.fastForward(aWhile);
    await note.getByText(/^No answer since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: what is shown may be old\.$/).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("prod/shop");
    server = await serve(port);
    await page.clock.fastForward(aWhile);
    await note.waitFor({ state: "hidden" });
  });

  test("says that an answer takes its time, and hears it all the same", async () => {
    await open(overview);
    const answer = Promise.withResolvers<void>();
    const shop = await exhibit.database("prod/shop", AbortSignal.any([]));
    const status = (await shop?.status()) ?? null;
    changed = { status: () => answer.promise.then(() => status && { ...status, message: "said in the end" }) };
    const isAsked = page.waitForRequest((one) => one.url() === page.url());
    await page.clock.fastForward(aWhile);
    await isAsked;
    await page.clock.fastForward(40_000);
    await page
      .getByRole("status")
      .getByText(/^No answer since/)
      .waitFor();
    answer.resolve();
    await page.getByText("said in the end").waitFor();
    await page.getByRole("status").waitFor({ state: "hidden" });
  });

  test("keeps the head of a long table in sight", async () => {
    const rows = (await (await exhibit.database("prod/shop", AbortSignal.any([])))?.history()) ?? [];
    changed = { history: async () => Array.from({ length: 40 }, () => rows).flat() };
    await open("/history/prod/shop");
    await page.evaluate(() => window.scrollTo(0, 3000));
    expect((await page.getByRole("columnheader", { name: "Applied" }).boundingBox())?.y).toBe(0);
  });
});
