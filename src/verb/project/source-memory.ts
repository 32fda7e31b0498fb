import { join, resolve } from "node:path";
import type { DesiredMemory } from "../../reconcile/desired-memory.ts";
import type { DatabaseResource } from "../../resource/resource.ts";
import type { SourceSnapshot } from "../../source/source.ts";
import { cacheFile } from "./cache-file.ts";
import type { VerbContext } from "./context.ts";
import { DesiredFromRunToRun, type KeptDesired } from "./desired-from-run-to-run.ts";
import { keptFormat, keptUnder } from "./kept-file.ts";
import { programStamp } from "./program-stamp.ts";
import { type WholeSourceMemory, wholeSourceMemory } from "./whole-source-memory.ts";
import { type KeptResources, ResourcesFromRunToRun } from "./resources-from-run-to-run.ts";

/** What was made of the documents of a Database, from one run to the next. */
export interface SourceMemory {
  /** Read when it is first asked for. */
  readonly resources: ResourcesFromRunToRun | undefined;
  /** Absent where more than the files decides what the documents say. */
  readonly whole: WholeSourceMemory | undefined;
  /** Absent where more than the files decides what the documents say. */
  readonly desired: DesiredMemory | undefined;
}

/** Reading less than that takes no longer than looking for what was kept of it. Characters. */
const worthwhile = 100_000;

/** What is kept of more files takes memory and spares little: ten thousand revisions, a tenth of the time and 20 of 300 MB. */
const mostFiles = 5_000;

/** `database`: whose documents the files are. */
export function sourceMemory(
  { host, version, dialects, operations }: VerbContext,
  { origin, metadata, spec }: DatabaseResource,
  { files, digest }: SourceSnapshot,
): SourceMemory {
  const none: SourceMemory = { resources: undefined, whole: undefined, desired: undefined };
  if (host.cacheFolder === undefined || files.length > mostFiles || files.reduce((sum, { text }) => sum + text.length, 0) < worthwhile)
    return none;
  const place = join(resolve(host.cwd, origin.file), metadata.name);
  const program = programStamp();
  if (program === undefined) return none;
  const reader = JSON.stringify([version, program, [...dialects.keys()]]);
  // What is from outside may read the same document otherwise tomorrow.
  const resources = Object.keys(operations).length > 0 ? undefined : cacheFile<KeptResources>(host, place, "resources", keptFormat);
  const desired = (readFor: string) => cacheFile<KeptDesired>(host, place, "desired", keptUnder(JSON.stringify([reader, readFor])));
  let read: ResourcesFromRunToRun | undefined;
  const keyOf = (readFor: string): string => JSON.stringify([reader, digest, readFor]);
  return {
    get resources() {
      return resources && (read ??= new ResourcesFromRunToRun(resources, reader));
    },
    whole: spec.variables === undefined && resources !== undefined ? wholeSourceMemory(host, place, { key: keyOf(""), files }) : undefined,
    desired: spec.variables === undefined ? { of: (readFor) => new DesiredFromRunToRun(desired(readFor), digest) } : undefined,
  };
}
