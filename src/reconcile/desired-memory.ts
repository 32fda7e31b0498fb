import type { SchemaObject } from "../model/object.ts";

/** What Schema documents were found to declare, for as long as they are the same. Advisory: what is not remembered is made anew. */
export interface DesiredMemory {
  /** `readFor`: what beside the documents decides what they mean. */
  recall(readFor: string): readonly SchemaObject[] | undefined;
  /** Only what was made without a finding. */
  remember(readFor: string, objects: Iterable<SchemaObject>): void;
}
