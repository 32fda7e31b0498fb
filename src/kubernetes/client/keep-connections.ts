import type { Agent, AgentOptions } from "node:http";
import type { KubeConfig } from "@kubernetes/client-node";

/** What the library calls for each request: an agent for the cluster, through a proxy where its kubeconfig names one. */
interface MakesAgents {
  createAgent(cluster: unknown, options: AgentOptions): Agent;
  /** By the names of cluster and user alone. */
  readonly agentCache: Map<string, Agent>;
}

/** Lets all requests of the kubeconfig share connections for as long as its certificates stay the same: the library would shake hands for each, and never notice another certificate. */
export function keepConnections(config: KubeConfig): void {
  const library = config as unknown as MakesAgents;
  const make = library.createAgent.bind(config);
  let last: { readonly key: string; readonly agent: Agent } | undefined;
  library.createAgent = (cluster, options) => {
    const key = JSON.stringify(options, (_name, value) => (value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value));
    if (last?.key === key) return last.agent;
    library.agentCache.clear();
    // Connections with certificates that were rotated end by themselves when they are idle.
    last = { key, agent: make(cluster, { ...options, keepAlive: true, timeout: idleAfter }) };
    return last.agent;
  };
}

/** Below the 90 seconds after which an API server hangs up: a request must not meet a connection that is being closed. Milliseconds. */
const idleAfter = 60_000;
