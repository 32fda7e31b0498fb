import { BlockReader } from "./block-reader.ts";
import type { Starts } from "./starts.ts";

export interface PlainDocument {
  readonly kind: "plain";
  readonly value: object;
  readonly starts: Starts;
}

export interface NotPlain {
  readonly kind: "notPlain";
  /** Where it was noticed, from 1. */
  readonly line: number;
}

/** Anything else may be white space, a break or half a character to one reader or another. */
const unusual = /[^\n -~\xA1-\u1FFF\u2010-\u2027\u2030-\u205E\u2070-\uD7FF\u{10000}-\u{1FFFD}]/u;
const marker = /^(?:---|\.\.\.|%)/m;
const opening = "---\n";

/**
 * Reads a text that uses nothing of YAML but what everybody writes: one document, keys with values, dashes, quoted and plain texts, brackets within a line,
 * `|`. Not plain are all others, and wherever something is to be told about it. What it gives is what the library gives, in a thirtieth of the time.
 */
export function readPlainDocument(text: string): PlainDocument | NotPlain {
  const from = text.startsWith(opening) ? opening.length : 0;
  const odd = text.search(unusual);
  if (odd !== -1) return { kind: "notPlain", line: lineAt(text, odd) };
  const mark = text.slice(from).search(marker);
  if (mark !== -1) return { kind: "notPlain", line: lineAt(text, from + mark) };
  const reader = new BlockReader(text.split("\n"), from === 0 ? 0 : 1);
  const value = reader.document();
  return typeof value === "object" && value !== null
    ? { kind: "plain", value, starts: reader.starts }
    : { kind: "notPlain", line: reader.line };
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;
