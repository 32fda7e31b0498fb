import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Digest, digestText, digestValue } from "../core/digest.ts";
import type { DatabaseResource } from "../resource/resource.ts";
import type { SourceFile } from "../source/source.ts";
import type { VerbContext } from "./context.ts";

interface Remembered {
  readonly key: Digest;
  readonly databases: readonly DatabaseResource[];
}

/** The Database documents of a file as they were read before, for as long as its bytes are the same: parsing them takes longer than all else that finds nothing to do. */
export interface DocumentMemory {
  recall(): readonly DatabaseResource[] | undefined;
  /** Only what was read without a finding. */
  remember(databases: readonly DatabaseResource[]): void;
}

const nothing: DocumentMemory = { recall: () => undefined, remember: () => undefined };

/** Advisory: what cannot be read or written is not remembered, and one file is kept for each path. */
export function documentMemory({ host, version, dialects }: VerbContext, files: readonly SourceFile[]): DocumentMemory {
  const [file, another] = files;
  const { cacheFolder } = host;
  if (cacheFolder === undefined || file?.absolutePath === undefined || another !== undefined) return nothing;
  const { path, absolutePath, text } = file;
  const key = digestValue({ version, dialects: [...dialects.keys()], path, text });
  const place = join(cacheFolder, `${digestText(absolutePath).slice("sha256:".length)}.json`);
  return {
    recall: () => read(place, key)?.map((database) => ({ ...database, origin: { ...database.origin, text } })),
    remember: (databases) => {
      if (databases.some(holdsSecret)) return;
      const known = databases.map((database) => ({ ...database, origin: { ...database.origin, text: "" } }));
      write(cacheFolder, place, host.pid, { key, databases: known });
    },
  };
}

function read(place: string, key: Digest): readonly DatabaseResource[] | undefined {
  try {
    const remembered = JSON.parse(readFileSync(place, "utf8")) as Remembered;
    return remembered.key === key ? remembered.databases : undefined;
  } catch {
    return undefined;
  }
}

function write(folder: string, place: string, pid: number, remembered: Remembered): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    const draft = `${place}.${pid}`;
    writeFileSync(draft, JSON.stringify(remembered), { mode: 0o600 });
    renameSync(draft, place);
  } catch {
    // The next run parses again.
  }
}

/** A password that is written out stays where it was written. */
const holdsSecret = ({ spec }: DatabaseResource): boolean => JSON.stringify(spec.connection ?? {}).includes('"value":');
