import type { Step } from "../history.ts";

/** A tool that walks a history of steps. */
export interface Tool {
  readonly name: string;
  /** Installs it, the first time; throws where that cannot be. */
  install(): Promise<void>;
  /** Writes the history in the tool's own form into an empty directory. */
  write(history: readonly Step[], directory: string): Promise<void>;
  /** Walks to the newest step. */
  apply(directory: string, url: string): Promise<void>;
}

/** A tool that compares two databases. */
export interface Comparer {
  readonly name: string;
  /** Installs it, the first time; throws where that cannot be. */
  install(): Promise<void>;
  /** Looks for what differs where nothing does. */
  compare(url: string, desired: string): Promise<void>;
}
