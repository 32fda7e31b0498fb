import type { Clock } from "../core/clock.ts";
import type { Milliseconds } from "../core/duration.ts";
import type { Logger } from "../core/logger.ts";
import type { VerbContext } from "../verb/project/context.ts";
import type { Transport } from "./client/transport.ts";
import { journalReader } from "./controller/database/applied-revisions.ts";
import type { DatabaseController } from "./controller/database/database-controller.ts";
import type { OperatorContext } from "./controller/operator-context.ts";
import { operatorMetrics } from "./metrics/operator-metrics.ts";
import { whenAtRest } from "./replica/at-rest.ts";
import { replicaSeats } from "./replica/seats.ts";
import { workAlone } from "./replica/work-alone.ts";
import { workOnShards } from "./replica/work-on-shards.ts";
import { errorText } from "./report/error-text.ts";
import { answerQuestion } from "./serve/answer-question.ts";
import { type HttpServer, type Listening, startHttpServer } from "../http/http-server.ts";
import type { Namespaces } from "./watched/watched-objects.ts";

export interface OperatorOptions {
  readonly transport: Transport;
  readonly verbs: VerbContext;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly logger: Logger;
  /** Name of the Pod, or of the host and process: unique among the replicas. */
  readonly instance: string;
  readonly namespaces: Namespaces;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  /** `allowed`: a source may be a folder, and a database a file, of the operator's own file system. */
  readonly directories: "allowed" | "refused";
  readonly listen: Listening;
  /** Where the web page is served; nowhere where absent. */
  readonly ui?: Listening;
  /** The Lease by which replicas agree on one that does the work; in the transport's namespace. Those of shards and members are named after it. */
  readonly lease: { readonly name: string; readonly seconds: number };
  /** In how many parts replicas share out the Databases. 1: one of them works on all. */
  readonly shards: number;
  /** Called now and then in moments when nothing is worked on. */
  readonly atRest?: () => void;
  /** Aborted: what runs is brought to its next checkpoint, then the operator ends. */
  readonly signal: AbortSignal;
}

/** Watches a cluster and brings every Database in it where its documents say. Ends after the signal, when nothing runs any more. */
export async function runOperator(options: OperatorOptions): Promise<void> {
  const {
    transport,
    clock,
    logger,
    instance,
    namespaces,
    concurrency,
    lease,
    shards,
    listen,
    ui,
    atRest = () => undefined,
    signal,
  } = options;
  const seats = replicaSeats(transport, { ...lease, shards, instance, clock });
  let controller: DatabaseController | undefined;
  const metrics = operatorMetrics({
    clock,
    queue: () => controller?.queue ?? { depth: 0, running: 0 },
    leads: seats.leader.isHeld,
    shards: seats.shards.map(({ isHeld }) => isHeld),
  });
  const context: OperatorContext = { ...options, observer: metrics };
  const trouble = (event: string) => (error: unknown) => logger.log("warn", event, { error: errorText(error) });

  const answering = {
    context,
    isReady: () => controller?.databases.listed ?? true,
    metrics: metrics.read,
    readJournal: journalReader(context),
  };
  await using server = await startHttpServer(listen, (question) => answerQuestion(answering, question), trouble("http.failed"));
  await using page = ui === undefined ? undefined : await pageOf(context, namespaces, ui);
  logger.log("info", "operator.started", {
    instance,
    port: server.port,
    ...(page === undefined ? {} : { ui: page.port }),
    namespaces: namespaces === "all" ? "all" : namespaces.join(","),
  });
  const isAtRest = () => controller === undefined || controller.queue.depth + controller.queue.running === 0;
  const chores = whenAtRest({ clock, isAtRest, signal }, atRest);
  const interval: Milliseconds = (lease.seconds * 1000) / 3;
  const work = shards === 1 ? workAlone : workOnShards;
  await work({
    context,
    seats,
    metrics,
    racing: { clock, interval, signal, onTrouble: trouble("lease.failed") },
    namespaces,
    concurrency,
    onController: (now) => (controller = now),
  });
  await chores;
  logger.log("info", "operator.stopped", { instance });
}

/** Loads the page only where one is wanted. */
async function pageOf(context: OperatorContext, namespaces: Namespaces, listen: Listening): Promise<HttpServer> {
  const [{ servePage }, { clusterPage }] = await Promise.all([import("../page/serve-page.ts"), import("./page/cluster-page.ts")]);
  const onTrouble = (error: unknown) => context.logger.log("warn", "page.failed", { error: errorText(error) });
  return servePage(listen, clusterPage(context, { namespaces }), onTrouble);
}
