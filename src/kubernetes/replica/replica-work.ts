import type { DatabaseController } from "../controller/database/database-controller.ts";
import type { OperatorContext } from "../controller/operator-context.ts";
import type { OperatorMetrics } from "../metrics/operator-metrics.ts";
import type { Namespaces } from "../watched/watched-objects.ts";
import type { LeadOptions } from "./lead.ts";
import type { Seats } from "./seats.ts";

/** What a replica works with, whichever part of the work is its own. */
export interface ReplicaWork {
  readonly context: OperatorContext;
  readonly seats: Seats;
  readonly metrics: Pick<OperatorMetrics, "resigned" | "setsResigned">;
  readonly racing: LeadOptions;
  readonly namespaces: Namespaces;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  /** Told who works on Databases; undefined: nobody here. */
  readonly onController: (controller: DatabaseController | undefined) => void;
}

/** When the signal has aborted. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true })));
