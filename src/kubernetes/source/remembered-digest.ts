import type { Digest } from "../../core/digest.ts";
import type { Source } from "../../source/source.ts";
import type { ReadThrough } from "../watched/readings.ts";
import type { Reference } from "../watched/reference.ts";

export interface Remembering {
  /** What the source is opened for: of another one nothing is remembered. */
  readonly wish: string;
  readonly note: (reference: Reference) => void;
  readonly through: ReadThrough;
}

/** A source of objects, none of which is read again only to find the digest of before. It has no history. */
export function rememberedDigest({ wish, note, through }: Remembering, open: (note: (reference: Reference) => void) => Source): Source {
  let opened: Source | undefined;
  const source = (told: (reference: Reference) => void): Source => (opened ??= open(told));
  return {
    digest: () => through<Digest>("digest", wish, (told) => source(told).digest()),
    read: () => source(note).read(),
  };
}
