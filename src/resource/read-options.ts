import type { Validator } from "./validator.ts";

/** Reads what documents refer to, in the same source. Paths are spelled as those of the documents. */
export interface FileReader {
  /** The text of a file, or undefined where there is none. */
  read(path: string): string | undefined;
  /** Paths of all files of the source. */
  list(): readonly string[];
}

export interface ReadOptions {
  /** Folder of the source: what a document refers to lies inside. Absent: the working folder. */
  readonly root?: string;
  /** Absent: a document that refers to a file is refused. */
  readonly reader?: FileReader;
  /** Names that `when.dialect` and `dialects` may have. */
  readonly dialects?: readonly string[];
  /** Operations from outside, by key, with the validators of their arguments. */
  readonly operations?: Readonly<Record<string, Validator>>;
}

export const knownDialects: readonly string[] = ["postgresql", "sqlite"];
