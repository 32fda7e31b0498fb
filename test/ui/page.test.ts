import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partNames } from "../../src/page/part-names.ts";
import { haveBrowser } from "../server/browser.ts";
import { hostile } from "./exhibit-status.ts";
import { exhibit } from "./exhibit.ts";
import { barriers, type Look, lookAt, type Looker } from "./look.ts";

// What is said in a browser, where the functions given to it run.
declare const window: any;
declare const document: any;
declare const getComputedStyle: any;

const every = (key: string) => partNames.map((part) => `/${part}/${key}`);
/** Each page as it can be: full, with nothing to show, not looked at yet, and not to be had. */
const paths = [
  "/",
  "/nowhere",
  ...every("prod/shop"),
  ...every("prod/billing"),
  "/schema/prod/shop?table=public.orders",
  "/database/prod/new",
  "/drift/prod/silent",
  "/graph/prod/old",
  "/history/prod/old",
  "/graph/prod/old?from=r700",
  "/set/prod/tenants",
  "/set/prod/still",
];
const widths = [360, 1400];

describe.skipIf(!haveBrowser)("the page in a browser", () => {
  let looker: Looker;
  beforeAll(async () => {
    looker = await lookAt(exhibit);
  });
  afterAll(async () => {
    await looker?.[Symbol.asyncDispose]();
  });

  /** Opens a page, and closes it when `view` has looked. */
  async function looking<Seen>(path: string, look: Look | undefined, view: (page: Page) => Promise<Seen>): Promise<Seen> {
    const { page, trouble } = await looker.open(path, look);
    try {
      const seen = await view(page);
      expect(trouble).toEqual([]);
      return seen;
    } finally {
      await page.close();
    }
  }

  test.for(paths)("%s keeps nobody away, in light and dark, on a wide screen and a narrow one, and nothing sticks out", async (path) => {
    await looking(path, undefined, async (page) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriers(page), colorScheme).toEqual([]);
      }
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        expect(await stickingOut(page), `${width} pixels`).toEqual([]);
      }
    });
  });

  test("every link leads to a page, which says where it is", async () => {
    const all = ["/", "/set/prod/tenants", "/set/prod/still", ...["prod/shop", "prod/billing", "prod/new", "prod/silent"].flatMap(every)];
    const open = ["/"];
    for (const path of open)
      await looking(path, undefined, async (page) => {
        const links: string[] = await page
          .locator("a[href^='/']")
          .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
        open.push(...new Set(links.filter((link) => !open.includes(link))));
        expect(await page.title()).toContain("Keelson");
        if (path !== "/" && !path.startsWith("/set/")) expect(await page.locator("[aria-current=page]").getAttribute("href")).toBe(path);
      });
    expect(open.toSorted()).toEqual(all.toSorted());
  });

  test("who clicks comes where the link says", async () => {
    await looking("/", undefined, async (page) => {
      await page.getByRole("link", { name: "prod/shop" }).click();
      await page.getByRole("link", { name: "History", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
      await page.getByRole("link", { name: "Keelson" }).click();
      await page.getByRole("heading", { level: 1, name: "Databases" }).waitFor();
    });
  });

  test.for(paths)("the keyboard alone reaches everything of %s, and shows where it is", async (path) => {
    await looking(path, undefined, async (page) => {
      const wanted = await page.locator("a, [tabindex='0']").count();
      const reached = new Set<string>();
      for (let press = 0; press < wanted; press++) {
        await page.keyboard.press("Tab");
        const { place, outline } = await page.evaluate(() => {
          const stop = document.activeElement;
          return {
            place: `${stop.tagName} ${[...document.querySelectorAll("*")].indexOf(stop)}`,
            outline: getComputedStyle(stop).outlineStyle,
          };
        });
        expect(outline, place).not.toBe("none");
        reached.add(place);
      }
      expect(reached.size).toBe(wanted);
    });
  });

  test("the first stop of the keyboard leads past the head of the page", async () => {
    await looking("/plan/prod/shop", undefined, async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement.tagName)).toBe("MAIN");
    });
  });

  test.for(partNames)("text that would be markup is shown as text in %s", async (part) => {
    await looking(`/${part}/prod/shop`, undefined, async (page) => {
      expect(await page.locator("main").textContent()).toContain(hostile.slice(0, 40));
      expect(await page.locator("main script, main img").count()).toBe(0);
      expect(await page.evaluate(() => window.caught)).toBeUndefined();
    });
  });

  test("a backfill is a bar as long as its share, and a word beside it", async () => {
    await looking("/database/prod/shop", undefined, async (page) => {
      const bar = page.getByRole("progressbar", { name: "Backfill" });
      expect((await bar.boundingBox())?.width).toBeGreaterThan(300);
      expect(await bar.evaluate((element: any) => element.position)).toBeCloseTo(0.6);
      expect(await page.locator("main").innerText()).toContain("1,200,000 of about 2,000,000 rows, 5,400 rows/s, done about");
    });
  });

  test("drift stands side by side, line by line, and what differs is marked by sign and colour", async () => {
    await looking("/drift/prod/shop", undefined, async (page) => {
      const rows = page
        .getByRole("region", { name: "public.customer" })
        .locator("tbody tr")
        .filter({ hasNotText: "the same on both sides" });
      for (const row of await rows.all()) {
        const [left, right] = await Promise.all([0, 1].map((side) => row.locator("td").nth(side).boundingBox()));
        expect(left?.y).toBe(right?.y);
        expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual((right?.x ?? 0) + 1);
        expect(left?.width).toBeCloseTo(right?.width ?? 0, -1);
      }
      const looks = (text: string, element: "del" | "ins" | "code") =>
        rows
          .locator(`${element}:has-text("${text}")`)
          .first()
          .evaluate((one) => {
            const code = one.querySelector("code") ?? one;
            return `${getComputedStyle(code, "::before").content} ${getComputedStyle(one.closest("td")).backgroundColor}`;
          });
      const [gone, come, same] = await Promise.all([looks("mail", "del"), looks("email", "ins"), looks("columns:", "code")]);
      expect(gone).toContain("− ");
      expect(come).toContain("+ ");
      expect(new Set([gone, come, same]).size).toBe(3);
    });
  });

  test("the diagram of a schema is seen, each word in its box, each line in a colour that is seen, and a table leads to its surroundings", async () => {
    await looking("/schema/prod/shop", undefined, async (page) => {
      for (const box of await page.locator(".diagram .entity").all()) {
        const frame = await box.locator(".frame").boundingBox();
        for (const text of await box.locator("text").all()) {
          const words = await text.boundingBox();
          expect((words?.x ?? 0) + (words?.width ?? 0), await text.innerHTML()).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
        }
      }
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const [ground, line] = await page.evaluate(() => [
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.querySelector(".diagram .relation path")).stroke,
        ]);
        expect(line).not.toBe(ground);
      }
      expect(await page.locator(".diagram .relation title").allTextContents()).toContain(
        "public.orders.customer_id → public.customer.id, orders_customer_id_fkey",
      );
      await page.locator(".diagram a", { hasText: "customer_id" }).click();
      await page.getByRole("heading", { level: 1, name: "public.orders" }).waitFor();
      await page.getByRole("link", { name: "The whole schema" }).click();
      await page.getByRole("heading", { level: 1, name: "Schema" }).waitFor();
    });
  });

  test("where there is no room for two sides, what came stands below what is gone", async () => {
    await looking("/drift/prod/shop", { scheme: "light", width: 360 }, async (page) => {
      const region = page.getByRole("region", { name: "public.customer" });
      const [gone, come] = await Promise.all(["del", "ins"].map((side) => region.locator(side).first().boundingBox()));
      expect(come?.x).toBe(gone?.x);
      expect(come?.y).toBeGreaterThan(gone?.y ?? 0);
      expect((come?.x ?? 0) + (come?.width ?? 0)).toBeLessThan(360);
    });
  });

  test("the revision graph is seen, and its texts lie in it", async () => {
    await looking("/graph/prod/shop", undefined, async (page) => {
      const picture = await page.getByRole("img", { name: "Revision graph" }).boundingBox();
      expect(picture?.height).toBeGreaterThan(200);
      for (const text of await page.locator("svg text").all()) {
        const box = await text.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0), await text.innerHTML()).toBeLessThanOrEqual((picture?.x ?? 0) + (picture?.width ?? 0));
      }
      expect(
        await page
          .locator("svg .applied")
          .first()
          .evaluate((node) => getComputedStyle(node).fill),
      ).toBe("rgb(47, 143, 78)");
    });
  });

  test("a statement stands beside its hazards on a wide screen, and above them on a narrow one", async () => {
    const places = (width: number) =>
      looking("/plan/prod/shop", { scheme: "light", width }, async (page) => {
        const statement = page.locator(".statement").first();
        return Promise.all([statement.locator("pre").boundingBox(), statement.locator("ul").boundingBox()]);
      });
    const [wide, narrow] = [await places(1400), await places(360)];
    expect(wide[0]?.y).toBe(wide[1]?.y);
    expect(narrow[0]?.x).toBe(narrow[1]?.x);
    expect(narrow[1]?.y).toBeGreaterThanOrEqual((narrow[0]?.y ?? 0) + (narrow[0]?.height ?? 0));
  });
});

/** What lies beyond the right edge, other than in a box that scrolls; and text beyond the box that it has. */
function stickingOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (one: any): boolean => one !== null && (getComputedStyle(one).overflowX === "auto" || scrolls(one.parentElement));
    const edge = document.documentElement.clientWidth;
    const isOut = (one: any) => one.getBoundingClientRect().right > edge + 1;
    const isFull = (one: any) => getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1;
    const out = [...document.body.querySelectorAll("*:not(caption, svg *, .skip)")].filter(
      (one) => (isOut(one) || isFull(one)) && !scrolls(one),
    );
    const pageItself = document.documentElement.scrollWidth > edge ? [document.documentElement] : [];
    return [...pageItself, ...out].map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`);
  });
}
