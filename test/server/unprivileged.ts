import { chownSync, cpSync, existsSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** `nobody` on every system that the tests run on as root. */
const nobody = 65534;

/** What `spawn` needs so that the child is not root: PostgreSQL and PgBouncer refuse to be. Empty for everyone else. */
export const unprivileged: { readonly uid?: number; readonly gid?: number } = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** Gives a directory to the user of `unprivileged`. */
export function handOver(directory: string): void {
  if (unprivileged.uid !== undefined) chownSync(directory, unprivileged.uid, nobody);
}

/** The directory itself where the unprivileged user can reach it, else a copy of it in `home` (a checkout below /root). */
export function reachable(directory: string, home: string): string {
  if (unprivileged.uid === undefined || isOpenToAll(directory)) return directory;
  const copy = join(home, "binaries");
  if (!existsSync(copy)) cpSync(directory, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isOpenToAll(directory: string): boolean {
  for (let current = directory; current !== dirname(current) && current !== sep; current = dirname(current))
    if ((statSync(current).mode & 0o001) === 0) return false;
  return true;
}
