import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";
import { systemReason } from "./source-errors.ts";
import { deadLink, escapingLink, type SourceFault, unreadable } from "./source-fault.ts";

/** A file below a root: where it lies inside (with `/`), and on this machine. */
export interface ListedFile {
  readonly location: string;
  readonly absolutePath: string;
}

export interface Listing {
  /** By location. */
  readonly files: readonly ListedFile[];
  /** Folders and links that could not be followed, by location. */
  readonly faults: readonly SourceFault[];
}

/**
 * Every file below `root` that could belong to a source: nothing whose name starts with a dot, no `node_modules`, no database file.
 * A link is followed where it stays inside the root, and what it leads to is listed once. `root` is a real path.
 */
export function listFiles(root: string): Listing {
  const faults: SourceFault[] = [];
  const links: ListedFile[] = [];
  const folders = new Set<string>();
  /** Locations, of a file that lies where its location says. */
  const own: string[] = [];
  const linked: ListedFile[] = [];

  const enter = (folder: string, prefix: string, take: (location: string, absolutePath: string) => void): void => {
    folders.add(folder);
    for (const entry of entriesOf(folder, prefix, faults)) {
      const { name } = entry;
      if (isLeftOut(name)) continue;
      const location = `${prefix}${name}`;
      const absolutePath = `${folder}${sep}${name}`;
      if (entry.isFile()) take(location, absolutePath);
      else if (entry.isDirectory()) enter(absolutePath, `${location}/`, take);
      else if (entry.isSymbolicLink()) links.push({ location, absolutePath });
    }
  };
  enter(root, "", (location) => own.push(location));
  own.sort();
  const files = own.map((location) => ({
    location,
    absolutePath: `${root}${sep}${sep === "/" ? location : location.replaceAll("/", sep)}`,
  }));
  if (links.length === 0) return { files, faults };

  // Links come last, so that what also lies at a place of its own is listed there. Following one may bring more.
  const seen = new Set(files.map(({ absolutePath }) => absolutePath));
  const take = (location: string, absolutePath: string): void => {
    if (seen.has(absolutePath)) return;
    seen.add(absolutePath);
    linked.push({ location, absolutePath });
  };
  for (const { location, absolutePath } of links) {
    const target = follow(root, location, absolutePath, faults);
    if (target?.kind === "folder" && !folders.has(target.path)) enter(target.path, `${location}/`, take);
    else if (target?.kind === "file") take(location, target.path);
  }
  return { files: [...files, ...linked].sort((a, b) => (a.location < b.location ? -1 : 1)), faults };
}

function entriesOf(folder: string, prefix: string, faults: SourceFault[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    faults.push(unreadable(prefix.replace(/\/$/, ""), systemReason(error)));
    return [];
  }
}

/** What no source reads: hidden, installed, or a database. */
export const isLeftOut = (name: string): boolean => name.startsWith(".") || (!name.endsWith(".yaml") && isForeign(name));

const isForeign = (name: string): boolean => name === "node_modules" || /\.(?:db|sqlite3?)(?:-(?:journal|wal|shm))?$/.test(name);

function follow(
  root: string,
  location: string,
  link: string,
  faults: SourceFault[],
): { readonly path: string; readonly kind: "file" | "folder" | "other" } | undefined {
  try {
    const path = realpathSync(link);
    const isInside = path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
    const stats = statSync(path);
    if (isInside) return { path, kind: stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other" };
    faults.push(escapingLink(location));
  } catch (error) {
    const reason = systemReason(error);
    faults.push(reason === "ENOENT" ? deadLink(location) : unreadable(location, reason));
  }
  return undefined;
}
