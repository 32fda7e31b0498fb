import type { Clock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import type { VerbContext } from "../verb/context.ts";
import type { Transport } from "./client/transport.ts";
import { databaseController } from "./controller/database/database-controller.ts";
import type { OperatorContext, OperatorObserver } from "./controller/operator-context.ts";
import type { Namespaces } from "./watched/watched-objects.ts";

export interface OperatorOptions {
  readonly transport: Transport;
  readonly verbs: VerbContext;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly logger: Logger;
  readonly observer: OperatorObserver;
  /** Name of the Pod, or of the host: unique among the replicas. */
  readonly instance: string;
  readonly namespaces: Namespaces;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  readonly directories: "allowed" | "refused";
  /** Aborted: what runs is brought to its next checkpoint, then the operator ends. */
  readonly signal: AbortSignal;
}

/** Watches a cluster and brings every Database in it where its documents say. Ends after the signal, when nothing runs any more. */
export async function runOperator(options: OperatorOptions): Promise<void> {
  const { namespaces, concurrency, signal, ...rest } = options;
  const context: OperatorContext = rest;
  const watching = new AbortController();
  const { queue, ended } = databaseController(context, { namespaces, concurrency, signal: watching.signal });
  await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true })));
  // What runs writes its last status first: the watch goes on until then.
  await queue.close();
  watching.abort();
  await ended;
}
