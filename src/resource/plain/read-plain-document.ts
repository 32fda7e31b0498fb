import { BlockReader } from "./block-reader.ts";
import type { Starts } from "./starts.ts";

export interface PlainDocument {
  readonly value: object;
  readonly starts: Starts;
}

/** Anything else may be white space, a break or half a character to one reader or another. */
const unusual = /[^\n -~\xA1-\u1FFF\u2010-\u2027\u2030-\u205E\u2070-\uD7FF]/;
const marker = /^(?:---|\.\.\.|%)/m;
const opening = "---\n";

/**
 * Reads a text that uses nothing of YAML but what everybody writes: one document, keys with values, dashes, quoted and plain texts, brackets within a line,
 * `|`. Undefined for all others and wherever something is to be told about it. What it gives is what the library gives, in a thirtieth of the time.
 */
export function readPlainDocument(text: string): PlainDocument | undefined {
  const begins = text.startsWith(opening);
  if (unusual.test(text) || marker.test(begins ? text.slice(opening.length) : text)) return undefined;
  const reader = new BlockReader(text.split("\n"), begins ? 1 : 0);
  const value = reader.document();
  return typeof value === "object" && value !== null ? { value, starts: reader.starts } : undefined;
}
