import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import type { Clock } from "../../core/clock.ts";
import type { Milliseconds } from "../../core/duration.ts";

export interface FolderLock {
  /** `stale`: whoever held it before did not end well. */
  readonly before: "free" | "stale";
  release(): Promise<void>;
}

/** Older than any fetch may take. */
const forgotten: Milliseconds = 600_000;
const pause: Milliseconds = 25;

/**
 * One at a time beside `path`, over processes. Contention is all that it is for: two fetches into one repository are safe by git's own locks,
 * so a takeover that two make at once costs a repeated fetch, nothing else. @throws the signal's reason
 */
export async function lockFolder(path: string, holder: string, clock: Clock, signal: AbortSignal): Promise<FolderLock> {
  const place = `${path}.lock`;
  let before: FolderLock["before"] = "free";
  for (;;) {
    signal.throwIfAborted();
    const file = await open(place, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return undefined;
      throw error;
    });
    if (file !== undefined) {
      await file.writeFile(JSON.stringify({ host: hostname(), holder }));
      await file.close();
      return { before, release: () => rm(place, { force: true }) };
    }
    if (await isForgotten(place, clock)) {
      before = "stale";
      await rename(place, `${place}.${holder}`).then(
        () => rm(`${place}.${holder}`, { force: true }),
        () => undefined,
      );
    } else await clock.sleep(pause, signal);
  }
}

async function isForgotten(place: string, clock: Clock): Promise<boolean> {
  const [stats, text] = await Promise.all([stat(place).catch(() => undefined), readFile(place, "utf8").catch(() => "")]);
  if (stats === undefined) return false;
  return clock.now().getTime() - stats.mtimeMs > forgotten || (await isDead(text));
}

/** Only of this machine can that be told. */
async function isDead(text: string): Promise<boolean> {
  const { host, holder } = parse(text);
  if (host !== hostname() || holder === undefined) return false;
  return stat(`/proc/${holder}`).then(
    () => false,
    () =>
      stat("/proc/1").then(
        () => true,
        () => false,
      ),
  );
}

function parse(text: string): { readonly host?: string; readonly holder?: string } {
  try {
    const value = JSON.parse(text) as { readonly host?: string; readonly holder?: string };
    return /^\d+$/.test(value.holder ?? "") ? value : {};
  } catch {
    return {};
  }
}
