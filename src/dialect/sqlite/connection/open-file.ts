import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import type { ConnectionTarget } from "../../../port/dialect.ts";
import { connectFault, directoryMissing, notAFile } from "./connect-fault.ts";

/** Where a SQLite database lies and what may be done there. */
export interface DatabaseFile {
  readonly path: string;
  /** What messages call it. */
  readonly shown: string;
  readonly access: "read" | "write";
}

/** `sqlite:/absolute/path` as a path. */
export const pathOf = ({ url }: ConnectionTarget): string =>
  decodeURIComponent(url.replace(/^sqlite:(?:\/\/(?=\/))?/, "")).replace(/[?#].*$/s, "");

/**
 * Looks at the path before SQLite does: its own answer to every fault is "unable to open database file".
 * The file itself is never opened here: closing it would drop the locks that SQLite holds on it in this process.
 * @throws DatabaseError
 */
export function findFile(target: ConnectionTarget): DatabaseFile {
  const path = pathOf(target);
  const shown = target.shown ?? path;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) throw directoryMissing(dirname(shown));
    return { path, shown, access: "write" };
  }
  if (!stat.isFile()) throw notAFile(shown);
  if (!permitted(path, constants.R_OK)) throw connectFault(Object.assign(new Error("not readable"), { code: "SQLITE_PERM" }), shown);
  return { path, shown, access: permitted(path, constants.W_OK) ? "write" : "read" };
}

/** Names the file for as long as it is the same one; a copy put in its place has another. */
export function fileEpoch(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "absent" : `${stat.ino}-${stat.birthtimeNs}`;
}

function permitted(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
