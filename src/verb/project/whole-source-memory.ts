import type { RevisionResource } from "../../resource/resource.ts";
import type { SourceFile } from "../../source/source.ts";
import { cacheFile } from "./cache-file.ts";
import type { Host } from "./host.ts";
import { keptFormat } from "./kept-file.ts";
import { mayHoldSecret, withText } from "./resources-from-run-to-run.ts";

/**
 * That nothing was wrong with a source, document by document and between them, and its revisions. Where the desired model is recalled as well, nobody reads its
 * Schemas. Advisory.
 */
export interface WholeSourceMemory {
  recall(): readonly RevisionResource[] | undefined;
  /** Only of a source without a finding. */
  remember(revisions: readonly RevisionResource[]): void;
}

interface KeptSource {
  readonly key: string;
  /** Without the texts that they come from. */
  readonly revisions: readonly RevisionResource[];
}

/** Where more than one file of so many is a revision, keeping them once more spares nothing. */
const few = 20;

/** `key`: all that the documents depend on. */
export function wholeSourceMemory(
  host: Host,
  place: string,
  { key, files }: { readonly key: string; readonly files: readonly SourceFile[] },
): WholeSourceMemory | undefined {
  const kept = cacheFile<KeptSource>(host, place, "source", keptFormat);
  return (
    kept && {
      recall: () => {
        const found = kept.read();
        if (found?.key !== key) return undefined;
        const texts = new Map(files.map(({ path, text }) => [path, text]));
        return found.revisions.map((revision) => withText(revision, texts.get(revision.origin.file) ?? ""));
      },
      remember: (revisions) => {
        if (revisions.length * few > files.length || revisions.some(({ origin }) => mayHoldSecret.test(origin.text))) return;
        kept.write({ key, revisions: revisions.map((revision) => withText(revision, "")) });
      },
    }
  );
}
