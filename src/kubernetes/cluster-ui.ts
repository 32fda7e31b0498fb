import { systemClock } from "../core/clock.ts";
import { type Logger, silentLogger } from "../core/logger.ts";
import type { VerbContext } from "../verb/project/context.ts";
import { flagDuration } from "../verb/project/flag-duration.ts";
import { withPlugins } from "../verb/project/plugins.ts";
import { type Serving, serveUntil } from "../verb/ui/serve-until.ts";
import { type ConnectOptions, connect } from "./client/connect.ts";
import { clusterPage } from "./page/cluster-page.ts";

export interface ClusterUiOptions extends Serving {
  /** How to reach the cluster, and whose Databases are shown: those of the namespace. */
  readonly cluster?: ConnectOptions;
  /** `all`: those of all namespaces instead. */
  readonly namespaces?: "all";
  /** How long a part of a page may take, such as `1m`; 20 s where absent. */
  readonly timeout?: string;
  readonly logger?: Logger;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Who has not the rights of an operator, or is not in its network, looks there. */
const elsewhere =
  "Look at the operator's own page, which can ask for it: kubectl port-forward deployment/keelson-operator 8081 in its namespace, then http://localhost:8081";

/** Serves the read-only web page of the Databases of a cluster until the signal aborts, with the rights of whoever runs it. @throws InputError where the kubeconfig names no cluster, KeelsonError where the address cannot be had */
export async function clusterUi(
  given: VerbContext,
  { cluster = {}, namespaces, timeout, logger = silentLogger, ...serving }: ClusterUiOptions,
): Promise<void> {
  const patience = flagDuration("timeout", timeout);
  const verbs = await withPlugins(given, {});
  const transport = await connect(cluster);
  const { hostname, pid } = verbs.host;
  const context = { transport, verbs, clock: systemClock, chance: Math.random, logger, instance: `${hostname}-${pid}` };
  const page = clusterPage(
    { ...context, directories: "refused" },
    { namespaces: namespaces ?? [transport.namespace], elsewhere, ...(patience === undefined ? {} : { patience }) },
  );
  await serveUntil(page, { ...serving, logger });
}
