import axe from "axe-core";
import type { Page } from "playwright-core";
import type { HttpServer } from "../../src/http/http-server.ts";
import type { PageSource } from "../../src/page/page-source.ts";
import { servePage } from "../../src/page/serve-page.ts";
import { startBrowser } from "../server/browser.ts";

export interface Look {
  readonly scheme: "light" | "dark";
  /** Of the window, pixels. */
  readonly width: number;
}

/** The page in a browser, with all that a browser complained of. */
export interface Looker extends AsyncDisposable {
  /** A page of its own, to be closed by who opened it; `trouble` is what it met: errors of scripts, of the content security policy, of what it loads. */
  open(path: string, look?: Look): Promise<{ readonly page: Page; readonly trouble: readonly string[] }>;
  readonly url: string;
}

const height = 800;

/** A browser, and a server for what it looks at. */
export async function lookAt(source: PageSource): Promise<Looker> {
  const troubles: unknown[] = [];
  const server = await servePage({ host: "127.0.0.1", port: 0 }, source, (error) => troubles.push(error));
  const looker = await lookAtUrl(`http://127.0.0.1:${server.port}`);
  return { ...looker, [Symbol.asyncDispose]: () => stop(server, looker, troubles) };
}

/** @throws what the server met that nobody foresaw */
async function stop(server: HttpServer, looker: Looker, troubles: readonly unknown[]): Promise<void> {
  await looker[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  if (troubles.length > 0) throw new AggregateError(troubles, "the page failed");
}

/** A browser for a page that is served already. */
export async function lookAtUrl(url: string): Promise<Looker> {
  const browser = await startBrowser();
  const open: Looker["open"] = async (path, look = { scheme: "light", width: 1400 }) => {
    const page = await browser.context.newPage();
    const trouble: string[] = [];
    page.on("console", (message) => {
      // A page whose status tells what is wrong is no trouble of the page.
      if (message.type() === "error" && message.location().url !== `${url}${path}`) trouble.push(message.text());
    });
    page.on("pageerror", (error) => trouble.push(String(error)));
    page.on("request", (request) => request.url().startsWith(`${url}/`) || trouble.push(`asked for ${request.url()}`));
    await page.emulateMedia({ colorScheme: look.scheme });
    await page.setViewportSize({ width: look.width, height });
    await page.goto(`${url}${path}`);
    return { page, trouble };
  };
  return { url, open, [Symbol.asyncDispose]: browser.stop };
}

/** What axe-core finds that keeps somebody from using the page: rule and place. */
export async function barriers(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe.source);
  const { violations }: axe.AxeResults = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}
