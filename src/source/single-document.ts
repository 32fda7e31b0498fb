import { posix } from "node:path";
import { digestText } from "../core/digest.ts";
import { requireText } from "./read-bytes.ts";
import type { Source, SourceSnapshot } from "./source.ts";

export interface SingleDocument {
  /** As people see it. */
  readonly path: string;
  readonly absolutePath?: string;
  readonly bytes: Buffer;
}

/** A source of one file, with nothing beside it to refer to. */
export function singleDocumentSource(load: () => Promise<SingleDocument>): Source {
  return {
    async digest() {
      return digestText((await load()).bytes);
    },
    async read(): Promise<SourceSnapshot> {
      const { path, absolutePath, bytes } = await load();
      const files = [{ path, ...(absolutePath === undefined ? {} : { absolutePath }), text: requireText(path, bytes) }];
      return {
        root: posix.dirname(path),
        files,
        // Few ask: what hashes is loaded when they do.
        get digest() {
          return digestText(bytes);
        },
        diagnostics: [],
      };
    },
  };
}
