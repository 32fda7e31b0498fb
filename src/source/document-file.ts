import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { singleDocumentSource } from "./single-document.ts";
import type { Source } from "./source.ts";
import { SourceNotFoundError, SourceUnreadableError } from "./source-errors.ts";

export interface DocumentFileOptions {
  /** The file, absolute or relative to `workingFolder`. */
  readonly file: string;
  /** What paths in output are relative to. */
  readonly workingFolder: string;
}

/** One file of documents (`-f keelson.yaml`). */
export function documentFileSource({ file, workingFolder }: DocumentFileOptions): Source {
  const absolutePath = resolve(workingFolder, file);
  const path = relative(workingFolder, absolutePath);
  return singleDocumentSource(async () => {
    try {
      return { path, absolutePath, bytes: readFileSync(absolutePath) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new SourceNotFoundError(path, error);
      throw new SourceUnreadableError(path, error);
    }
  });
}
