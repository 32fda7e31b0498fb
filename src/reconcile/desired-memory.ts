import type { SchemaObject } from "../model/object.ts";
import type { ReadingMemory } from "../resource/reading.ts";

/** What Schema documents were found to declare. Advisory: what is not remembered is made anew. */
export interface DesiredMemory {
  /** `readFor`: what beside the documents decides what they mean. */
  of(readFor: string): KnownDesired;
}

/** All of them together, and each by itself. */
export interface KnownDesired extends ReadingMemory {
  /** All that the documents declare together; undefined where one of them is another one since. */
  readonly objects: readonly SchemaObject[] | undefined;
  /** Only what was made without a finding. */
  keep(objects: Iterable<SchemaObject>): void;
}
