import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { haveBrowser, startBrowser } from "./browser.ts";
import { findBrowser } from "./find-browser.ts";

afterEach(() => vi.unstubAllEnvs());

test("a browser is what CHROME_BIN says, else what PATH has", () => {
  vi.stubEnv("CHROME_BIN", "/opt/chrome");
  expect(findBrowser()).toBe("/opt/chrome");
  vi.stubEnv("CHROME_BIN", "");
  vi.stubEnv("PATH", "/nowhere");
  expect(findBrowser()).toBeUndefined();
});

describe.skipIf(!haveBrowser)("the browser", () => {
  test("opens pages of this machine and of no other, and is gone when it is stopped", async () => {
    await using site = await serve("<!doctype html><title>Keel</title><p>son</p>");
    const browser = await startBrowser();
    try {
      expect(existsSync(browser.profile)).toBe(true);
      const page = await browser.context.newPage();
      await page.goto(site.url);
      expect(await page.title()).toBe("Keel");
      expect(await page.locator("p").innerText()).toBe("son");
      for (const outside of ["https://example.com/", "http://192.0.2.1/", "http://[2001:db8::1]/"])
        await expect(page.goto(outside)).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    } finally {
      await browser.stop();
    }
    expect(existsSync(browser.profile)).toBe(false);
  });

  test("draws letters: a machine without fonts shows an empty page to who looks at it", async () => {
    await using site = await serve(
      "<!doctype html><p style='font: 20px monospace; width: max-content'>WWWW<p style='width: max-content'>iiii",
    );
    await using browser = await startBrowser();
    const page = await browser.context.newPage();
    await page.goto(site.url);
    const [wide, narrow] = await Promise.all([0, 1].map((index) => page.locator("p").nth(index).boundingBox()));
    expect(wide?.width).toBeGreaterThan(40);
    expect(narrow?.width).toBeLessThan(wide?.width ?? 0);
  });
});

async function serve(html: string): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end(html)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, [Symbol.asyncDispose]: stop };
}
