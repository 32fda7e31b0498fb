import { join, resolve } from "node:path";
import type { Standstill, StandstillMemory } from "../../reconcile/standstill.ts";
import { cacheFile } from "./cache-file.ts";
import type { Project } from "./open-project.ts";

interface Remembered {
  readonly version: string;
  readonly standstill: Standstill;
}

/** What was seen of a database in which there was nothing to do, from one run to the next: where nothing was written on its server since, nothing is looked at. */
export function standstillMemory({ context: { host, version }, database }: Project): StandstillMemory | undefined {
  const kept = cacheFile<Remembered>(host, join(resolve(host.cwd, database.origin.file), database.metadata.name), "standstill");
  if (kept === undefined) return undefined;
  return {
    recall: () => {
      const remembered = kept.read();
      return remembered?.version === version ? remembered.standstill : undefined;
    },
    remember: (standstill) => kept.write({ version, standstill }),
  };
}
