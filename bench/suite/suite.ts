import type { BenchServer } from "../bench-server.ts";
import type { Tool } from "../tool/tool.ts";

export interface Surroundings {
  readonly server: BenchServer;
  /** An empty directory for the suite. */
  readonly directory: string;
  /** The tools that could be installed. */
  readonly tools: readonly Tool[];
  readonly rounds: number;
  /** Of the objects in a cluster, where another number than the goal's is asked for. */
  readonly count?: number;
}

/** Answers one question with a table, as Markdown. */
export type Suite = (surroundings: Surroundings) => Promise<string>;
