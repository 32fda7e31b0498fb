import type { DatabaseResource } from "../../resource/resource.ts";
import type { SourceFile } from "../../source/source.ts";
import { cacheFile } from "./cache-file.ts";
import type { VerbContext } from "./context.ts";

interface Remembered {
  /** All that the documents depend on, as it was. */
  readonly key: string;
  readonly databases: readonly DatabaseResource[];
}

/** The Database documents of a file as they were read before, for as long as its text is the same: parsing them takes longer than all else that finds nothing to do. */
export interface DocumentMemory {
  recall(): readonly DatabaseResource[] | undefined;
  /** Only what was read without a finding. */
  remember(databases: readonly DatabaseResource[]): void;
}

const nothing: DocumentMemory = { recall: () => undefined, remember: () => undefined };

/** Of a single file; one memory is kept for each path. */
export function documentMemory({ host, version, dialects }: VerbContext, files: readonly SourceFile[]): DocumentMemory {
  const [file, another] = files;
  if (file?.absolutePath === undefined || another !== undefined) return nothing;
  const { path, absolutePath, text } = file;
  const kept = cacheFile<Remembered>(host, absolutePath, "documents");
  if (kept === undefined) return nothing;
  // Compared as it is: hashing it would load more than the comparison takes.
  const key = JSON.stringify([version, [...dialects.keys()], path, text]);
  return {
    recall: () => {
      const remembered = kept.read();
      if (remembered?.key !== key) return undefined;
      return remembered.databases.map((database) => ({ ...database, origin: { ...database.origin, text } }));
    },
    remember: (databases) => {
      if (databases.some(holdsSecret)) return;
      kept.write({ key, databases: databases.map((database) => ({ ...database, origin: { ...database.origin, text: "" } })) });
    },
  };
}

/** A password that is written out stays where it was written. */
const holdsSecret = ({ spec }: DatabaseResource): boolean => JSON.stringify(spec.connection ?? {}).includes('"value":');
