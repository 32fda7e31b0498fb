import type { Diagnostic } from "../core/diagnostic.ts";
import type { Digest } from "../core/digest.ts";
import type { FileReader } from "../resource/read-options.ts";
import type { SourceFile as ResourceFile } from "../resource/source-file.ts";

/** A document file of a source. Its path is as people see it: relative to the working folder, with `/` between folders. */
export interface SourceFile extends ResourceFile {
  /** Where it lies on this machine, if it does. */
  readonly absolutePath?: string;
}

/** What a source held at one moment. */
export interface SourceSnapshot {
  /** Its folder, spelled as the paths of its files are. */
  readonly root: string;
  /** The documents (`*.yaml`, `*.yml`, `*.json`) by path. */
  readonly files: readonly SourceFile[];
  /** All its files, for documents to refer to; absent where there are none beside the documents. @throws SourceUnreadableError */
  readonly reader?: FileReader;
  /** Over the bytes of all its files and where they lie in it. */
  readonly digest: Digest;
  /** What names exactly this state where it comes from: a commit, the digest of an artefact. */
  readonly commit?: string;
  /** What could not be read; the rest was. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether one state comes after another; unknown where nobody can tell. */
export type Descent = "yes" | "no" | "unknown";

/** Where documents come from. */
export interface Source {
  /** Of the bytes alone, without parsing: the same as the digest of what `read` gives next, unless somebody writes in between. */
  digest(): Promise<Digest>;
  /** That of what `read` would give; absent where the source has no history. */
  commit?(): Promise<string | undefined>;
  /** Whether what `read` gives comes after that commit. @throws SourceUnavailableError */
  descends?(from: string): Promise<Descent>;
  /** @throws SourceNotFoundError, SourceUnreadableError, SourceUnavailableError */
  read(): Promise<SourceSnapshot>;
}
