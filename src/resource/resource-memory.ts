import type { Resource } from "./resource.ts";
import type { SourceFile } from "./source-file.ts";

/** The documents of files as they were read before, for as long as path and text are the same. Advisory: what is not remembered is read. */
export interface ResourceMemory {
  recall(file: SourceFile): readonly Resource[] | undefined;
  /** Only what was read without a finding and of that file alone. */
  remember(file: SourceFile, resources: readonly Resource[]): void;
}
