import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file for this user alone, and the folders above it. Whoever reads it sees the old one, none for a moment, or the whole new one. `content` is asked once there is a place for it. */
export function writeAside(place: string, pid: number, content: () => string | Uint8Array, { flush = false } = {}): void {
  makeFolder(dirname(place));
  const draft = `${place}.${pid}`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeFileSync(file, content(), { flush });
  } finally {
    closeSync(file);
  }
  // A file moved over another is written to the disk at once by some file systems (ext4): beside a busy database that takes up to a third of a second.
  rmSync(place, { force: true });
  renameSync(draft, place);
}

/** Made one by one: where one cannot be, as below /proc, Node goes on for ever when it is asked to make them all. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
