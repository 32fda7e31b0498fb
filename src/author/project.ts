import type { IdSources, IdStrategy } from "./revision-id.ts";

/** What new files of a project have in common. */
export interface ProjectStyle {
  /** Name of the `Database`. */
  readonly database: string;
  /** Folder of revisions, spelled as the paths of documents are: relative to the working folder. */
  readonly folder: string;
  readonly fileName: string;
  readonly ids: IdStrategy;
}

/** Time and randomness, passed in. */
export type Chance = Omit<IdSources, "existing">;
