import { hash } from "node:crypto";
import { type Digest, digestText } from "../core/digest.ts";

/** One leaf: where a file lies, and the hash of its bytes (or of why they could not be read). */
export interface Leaf {
  readonly location: string;
  readonly hash: string;
}

export const leaf = (location: string, bytes: Uint8Array): Leaf => ({ location, hash: hash("sha256", bytes, "hex") });

/** A leaf that equals none of a file that could be read. */
export const faultyLeaf = (location: string, reason: string): Leaf => ({ location, hash: `!${reason}` });

/** Digest over all leaves, in whatever order they come. */
export function merkleRoot(leaves: readonly Leaf[]): Digest {
  const sorted = leaves.toSorted((a, b) => (a.location < b.location ? -1 : 1));
  return digestText(sorted.map(({ location, hash: of }) => `${location}\0${of}\n`).join(""));
}
