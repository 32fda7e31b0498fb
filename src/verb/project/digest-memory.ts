import type { Digest } from "../../core/digest.ts";
import type { DigestMemory, Stamp } from "../../source/stamp.ts";
import { cacheFile } from "./cache-file.ts";
import type { VerbContext } from "./context.ts";

interface Remembered {
  readonly version: string;
  readonly stamp: Stamp;
  readonly digest: Digest;
}

/** The digest of a source's folder as it was last found. `folder` is absolute. */
export function digestMemory({ host, version }: VerbContext, folder: string): DigestMemory | undefined {
  const kept = cacheFile<Remembered>(host, folder, "digest");
  if (kept === undefined) return undefined;
  return {
    recall: (stamp) => {
      const remembered = kept.read();
      return remembered?.version === version && remembered.stamp === stamp ? remembered.digest : undefined;
    },
    remember: (stamp, digest) => kept.write({ version, stamp, digest }),
  };
}
