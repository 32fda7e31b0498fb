import { join, resolve } from "node:path";
import type { ComparisonMemory, KnownComparison } from "../../reconcile/known-comparison.ts";
import { cacheFile } from "./cache-file.ts";
import type { Project } from "./open-project.ts";
import { programStamp } from "./program-stamp.ts";

interface Kept {
  readonly by: string;
  readonly known: KnownComparison;
}

/** What `check` found, from one run to the next. Absent where more than files, settings and server decides that. */
export function comparisonMemory({ context, database }: Project): ComparisonMemory | undefined {
  const { host, version, dialects, operations } = context;
  if (database.spec.variables !== undefined || Object.keys(operations).length > 0) return undefined;
  const kept = cacheFile<Kept>(host, join(resolve(host.cwd, database.origin.file), database.metadata.name), "comparison");
  if (kept === undefined) return undefined;
  const program = programStamp();
  if (program === undefined) return undefined;
  const by = JSON.stringify([version, program, [...dialects.keys()]]);
  return {
    recall: () => {
      const found = kept.read();
      return found?.by === by ? found.known : undefined;
    },
    remember: (known) => kept.write({ by, known }),
  };
}
