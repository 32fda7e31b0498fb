import { ExitCode } from "../../../src/core/error.ts";
import type { Serving } from "../../../src/verb/ui/serve-until.ts";
import { isInCluster } from "../cluster-flags.ts";
import type { Command, Invocation } from "../command.ts";
import { connectOptions, refuseOfThisMachine } from "../in-cluster.ts";
import { listeningAt } from "../listening-at.ts";
import { openKeelson } from "../open-keelson.ts";
import { apiVersion, type OutputFormat, printDocument } from "../output.ts";
import { terminalLogger } from "../terminal-logger.ts";
import { isSet, stringFlag, usage, verbOptions } from "../verb-options.ts";

const usual = { host: "127.0.0.1", listen: "127.0.0.1:8081" } as const;

export const command: Command = {
  name: "ui",
  summary: "serves a read-only web page: status, revision graph, plan, drift side by side, history, schema",
  arguments: [],
  flags: [
    {
      flags: "--listen <address>",
      description: `where; whoever reaches it sees the page, and port 0 is any that is free (default ${usual.listen})`,
    },
    { flags: "-n, --namespace <name>", description: "of a cluster, with your own rights there: the Databases of this namespace" },
    { flags: "--all-namespaces", description: "the same, of all namespaces" },
    { flags: "--context <name>", description: "the same, by this context of the kubeconfig" },
    { flags: "--kubeconfig <path>", description: "the same, by this kubeconfig (default KUBECONFIG, or ~/.kube/config)" },
  ],
  examples: [
    { line: "keelson ui", does: "for all databases of the file, until Ctrl-C" },
    { line: "keelson ui --database shop --listen 9000", does: "for one of them, on another port" },
    { line: "keelson ui -n prod", does: "for the Databases of a namespace of a cluster, with your own rights there" },
  ],
  async run(invocation) {
    const { flags, terminal } = invocation;
    const format = stringFlag(flags, "output") ?? "text";
    const serving = {
      listen: listeningAt("listen", stringFlag(flags, "listen") ?? usual.listen, usual),
      onListening: async (url: string) => {
        if (format === "text") await terminal.print(`Serving ${url} until it is interrupted`);
        else if (format === "json") await terminal.print(JSON.stringify({ apiVersion, kind: "Serving", url }));
        else await printDocument({ kind: "Serving", fields: { url } }, format as Exclude<OutputFormat, "text">, terminal);
      },
    };
    if (isInCluster(invocation) || isSet(flags, "allNamespaces")) await serveCluster(invocation, serving);
    else await serveFile(invocation, serving);
    return { exitCode: ExitCode.done, document: null, text: "" };
  },
};

async function serveFile(invocation: Invocation, serving: Serving): Promise<void> {
  const options = verbOptions(invocation);
  if (isSet(invocation.flags, "all") && options.database !== undefined)
    usage("--all and --database contradict each other", "Give one of them");
  await openKeelson().ui({ ...options, ...serving });
}

async function serveCluster(invocation: Invocation, serving: Serving): Promise<void> {
  const { flags, terminal, signal } = invocation;
  refuseOfThisMachine(invocation);
  if (stringFlag(flags, "database") !== undefined)
    usage(
      "--database chooses from a file; of a cluster all Databases of a namespace are shown",
      "Leave it out, and open the page of that one",
    );
  const timeout = stringFlag(flags, "timeout");
  const everywhere = isSet(flags, "allNamespaces");
  if (everywhere && stringFlag(flags, "namespace") !== undefined)
    usage("--all-namespaces and --namespace are two answers to one question", "Give one of them");
  await openKeelson().clusterUi({
    ...serving,
    cluster: connectOptions(flags),
    ...(everywhere ? { namespaces: "all" as const } : {}),
    ...(timeout === undefined ? {} : { timeout }),
    logger: terminalLogger(terminal),
    signal,
  });
}
