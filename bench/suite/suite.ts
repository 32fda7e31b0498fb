import type { BenchServer } from "../bench-server.ts";
import type { Contest } from "../contest.ts";
import type { Tool } from "../tool/tool.ts";

export interface Surroundings {
  readonly server: BenchServer;
  /** An empty directory for the suite. */
  readonly directory: string;
  /** The tools that could be installed. */
  readonly tools: readonly Tool[];
}

/** One question, with the contest that answers it. */
export type Suite = (surroundings: Surroundings) => Promise<Contest>;
