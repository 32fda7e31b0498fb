import { systemClock } from "../core/clock.ts";
import { type Logger, silentLogger } from "../core/logger.ts";
import type { VerbContext } from "../verb/project/context.ts";
import { withPlugins } from "../verb/project/plugins.ts";
import { type ConnectOptions, connect } from "./client/connect.ts";
import { runOperator } from "./run-operator.ts";
import { refuseOlderDefinitions, type ResourceDefinition } from "./served-definitions.ts";
import type { Listening } from "../http/http-server.ts";
import type { Namespaces } from "./watched/watched-objects.ts";

export interface OperateOptions {
  /** That of the Pod, or of the kubeconfig, where absent. */
  readonly namespaces?: Namespaces;
  readonly cluster?: Pick<ConnectOptions, "kubeconfig" | "context">;
  readonly listen: Listening;
  /** Where the read-only web page is served; nowhere where absent. */
  readonly ui?: Listening;
  /** Databases that are worked on at a time. */
  readonly concurrency: number;
  /** In how many parts replicas share out the Databases; 1, where absent: one of them works on all. */
  readonly shards?: number;
  /** `allowed`: a source may be a folder, and a database a file, of this file system. */
  readonly directories: "allowed" | "refused";
  /** Our CustomResourceDefinitions: it does not start on older ones. */
  readonly definitions: readonly ResourceDefinition[];
  readonly logger?: Logger;
  /** Called now and then in moments when nothing is worked on. */
  readonly atRest?: () => void;
  /** Ends it: what runs is brought to its next checkpoint first. */
  readonly signal: AbortSignal;
}

const lease = { name: "keelson-operator", seconds: 15 } as const;

/** Works on the Databases of a cluster until the signal aborts. Replicas agree among themselves on one that does the work, or on who has which shards of it. @throws InputError where the kubeconfig names no cluster, or one with older definitions */
export async function operator(
  given: VerbContext,
  { namespaces, cluster = {}, definitions, shards = 1, logger = silentLogger, ...rest }: OperateOptions,
): Promise<void> {
  // Dialects, operations and rules come with the image, never with what it reads.
  const verbs = await withPlugins(given, {});
  const transport = await connect(cluster);
  await refuseOlderDefinitions(transport, definitions);
  await runOperator({
    ...rest,
    transport,
    verbs,
    logger,
    clock: systemClock,
    chance: Math.random,
    instance: `${verbs.host.hostname}-${verbs.host.pid}`,
    namespaces: namespaces ?? [transport.namespace],
    lease,
    shards,
  });
}
