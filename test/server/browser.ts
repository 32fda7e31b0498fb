import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "./find-browser.ts";
import { guardedDirectory } from "./guard.ts";

/** Whether this machine has a browser; tests that need it say `describe.skipIf(!haveBrowser)`. */
export const haveBrowser = findBrowser() !== undefined;

export interface StartedBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
  /** The folder of all that it writes. */
  readonly profile: string;
  stop(): Promise<void>;
}

const switches = [
  // Nothing but this machine is reached: every other name, and every other address, is one that does not exist.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
  "--disable-quic",
  "--disable-sync",
];

/** How long a page may take for what a test waits for, milliseconds. */
const patience = 15_000;

/** Starts a browser without a window, whose profile is new and is gone with it. It ends with this process at the latest. */
export async function startBrowser(): Promise<StartedBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error("no browser is installed");
  const directory = guardedDirectory("browser", "pid");
  const home = directory.path;
  try {
    const context = await chromium.launchPersistentContext(home, {
      executablePath,
      artifactsDir: home,
      env: { ...process.env, HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
      args: switches,
      // Root is refused one.
      chromiumSandbox: process.getuid?.() !== 0,
    });
    context.setDefaultTimeout(patience);
    writeFileSync(join(home, "pid"), String(await processId(context)));
    const stop = async () => {
      await context.close();
      directory.remove();
    };
    return { context, profile: home, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

async function processId(context: BrowserContext): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  const answer = await session?.send("SystemInfo.getProcessInfo");
  await session?.detach();
  return answer?.processInfo.find(({ type }) => type === "browser")?.id;
}
