import type { Flag, Invocation } from "./command.ts";
import { stringFlag } from "./verb-options.ts";

/** Any of these makes a verb talk to the Database of a cluster. */
export const clusterFlags: readonly Flag[] = [
  { flags: "-n, --namespace <name>", description: "ask the operator of a cluster, about the Database of this namespace" },
  { flags: "--context <name>", description: "the same, by this context of the kubeconfig" },
  { flags: "--kubeconfig <path>", description: "the same, by this kubeconfig (default KUBECONFIG, or ~/.kube/config)" },
  { flags: "--set <name>", description: "the same, about a DatabaseSet and all of its Databases" },
];

export const isInCluster = ({ flags }: Pick<Invocation, "flags">): boolean =>
  ["namespace", "context", "kubeconfig", "set"].some((name) => stringFlag(flags, name) !== undefined);
