import type { Diagnostic } from "../core/diagnostic.ts";
import type { Digest } from "../core/digest.ts";

/** A file of a source, as text. */
export interface SourceFile {
  /** As people see it: relative to the working folder. */
  readonly path: string;
  /** Inside the source, with `/` between folders: what references from one file to another are resolved by. */
  readonly location: string;
  /** Where it lies on this machine, if it does. */
  readonly absolutePath?: string;
  readonly text: string;
}

/** Files that are no documents, for documents to refer to; read when asked for. */
export interface Attachments {
  /** Sorted. */
  readonly locations: readonly string[];
  /** Undefined where the source has no such file. @throws SourceUnreadableError */
  read(location: string): SourceFile | undefined;
}

/** What a source held at one moment. */
export interface SourceSnapshot {
  /** The documents (`*.yaml`, `*.yml`, `*.json`) by location. */
  readonly files: readonly SourceFile[];
  readonly attachments: Attachments;
  /** Over the bytes of documents and attachments and where they lie. */
  readonly digest: Digest;
  readonly commit?: string;
  /** What could not be read; the rest was. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where documents come from. */
export interface Source {
  /** Of the bytes alone, without parsing: the same as the digest of what `read` would give now. */
  digest(): Promise<Digest>;
  /** @throws SourceNotFoundError, SourceUnreadableError */
  read(): Promise<SourceSnapshot>;
}
