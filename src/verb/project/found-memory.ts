import { join, resolve } from "node:path";
import type { FoundMemory } from "../../reconcile/found-memory.ts";
import { cacheFile } from "./cache-file.ts";
import type { Project } from "./open-project.ts";
import { programStamp } from "./program-stamp.ts";

interface Kept<T> {
  readonly by: string;
  readonly found: T;
}

/** What a run found out about the database of a project, for the next one of the very same program; undefined where nothing is to be remembered. */
export function foundMemory<T>({ context, database }: Project, what: "comparison" | "left"): FoundMemory<T> | undefined {
  const { host, version, dialects } = context;
  const kept = cacheFile<Kept<T>>(host, join(resolve(host.cwd, database.origin.file), database.metadata.name), what);
  const program = kept === undefined ? undefined : programStamp();
  if (kept === undefined || program === undefined) return undefined;
  const by = JSON.stringify([version, program, [...dialects.keys()]]);
  return {
    recall: () => {
      const was = kept.read();
      return was?.by === by ? was.found : undefined;
    },
    remember: (found) => kept.write({ by, found }),
  };
}
