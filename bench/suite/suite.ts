import type { BenchServer } from "../bench-server.ts";
import type { Comparer, Tool } from "../tool/tool.ts";

export interface Surroundings {
  readonly server: BenchServer;
  /** An empty directory for the suite. */
  readonly directory: string;
  /** The tools that could be installed. */
  readonly tools: readonly Tool[];
  /** Those that compare databases. */
  readonly comparers: readonly Comparer[];
  readonly rounds: number;
  /** Of the objects in a cluster, or of the tables of a schema, where another number than the goal's is asked for. */
  readonly count?: number;
}

/** Answers one question with a table, as Markdown. */
export type Suite = (surroundings: Surroundings) => Promise<string>;
