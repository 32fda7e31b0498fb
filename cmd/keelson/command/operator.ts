import { ExitCode } from "../../../src/core/error.ts";
import { mostShards } from "../../../src/kubernetes/replica/shards.ts";
import { memoryReturner } from "../give-back-memory.ts";
import { openKeelson } from "../open-keelson.ts";
import { readDefinitions } from "../read-crds.ts";
import { terminalLogger } from "../terminal-logger.ts";
import type { Command } from "../command.ts";
import { listeningAt } from "../listening-at.ts";
import { isSet, listFlag, stringFlag, usage } from "../verb-options.ts";

const defaults = { listen: "0.0.0.0:8080", concurrency: 10 } as const;

export const command: Command = {
  name: "operator",
  summary: "watches the Databases of a cluster and brings each where its documents say",
  arguments: [],
  flags: [
    { flags: "-n, --namespace <name>", description: "whose Databases (default that of the Pod, or of the kubeconfig)", repeatable: true },
    { flags: "--all-namespaces", description: "those of the whole cluster" },
    { flags: "--kubeconfig <path>", description: "how to reach the cluster (default KUBECONFIG, or the account of the Pod)" },
    { flags: "--context <name>", description: "which context of the kubeconfig" },
    { flags: "--listen <address>", description: `where health, metrics and webhooks are answered (default ${defaults.listen})` },
    {
      flags: "--ui <address>",
      description:
        "where the read-only web page is served, such as 127.0.0.1:8081, for who reaches this machine or its Pod (default nowhere)",
    },
    { flags: "--concurrency <number>", description: `Databases that are worked on at a time (default ${defaults.concurrency})` },
    {
      flags: "--shards <number>",
      description: `in how many parts replicas share out the Databases, alike for all of them, at most ${mostShards} (default 1: one replica works on all)`,
    },
    { flags: "--allow-directories", description: "sources and SQLite files may lie in the operator's own file system" },
  ],
  examples: [
    { line: "keelson operator --log-format json", does: "in a Pod, for the Databases of its namespace" },
    { line: "keelson operator -n shop -n billing", does: "for those of two namespaces" },
    { line: "keelson operator --shards 8", does: "as one of several replicas that share the Databases of a namespace" },
  ],
  async run({ flags, terminal, signal }) {
    const named = listFlag(flags, "namespace");
    if (isSet(flags, "allNamespaces") && named.length > 0)
      usage("--all-namespaces and --namespace are two answers to one question", "Give one of them");
    const ui = stringFlag(flags, "ui");
    await openKeelson().operator({
      definitions: readDefinitions(),
      ...(named.length > 0 ? { namespaces: named } : {}),
      ...(isSet(flags, "allNamespaces") ? { namespaces: "all" as const } : {}),
      cluster: { ...given("kubeconfig", stringFlag(flags, "kubeconfig")), ...given("context", stringFlag(flags, "context")) },
      listen: listeningAt("listen", stringFlag(flags, "listen") ?? defaults.listen, { host: "0.0.0.0" }),
      ...(ui === undefined ? {} : { ui: listeningAt("ui", ui, { host: "127.0.0.1" }) }),
      concurrency: wholeNumber("concurrency", stringFlag(flags, "concurrency") ?? String(defaults.concurrency)),
      shards: shardCount(wholeNumber("shards", stringFlag(flags, "shards") ?? "1")),
      directories: isSet(flags, "allowDirectories") ? "allowed" : "refused",
      logger: terminalLogger(terminal),
      atRest: memoryReturner(),
      signal,
    });
    return { exitCode: ExitCode.done, document: null, text: "" };
  },
};

const given = <K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, string>);

const shardCount = (shards: number): number =>
  shards <= mostShards ? shards : usage(`--shards ${shards} is more than ${mostShards}`, `Write a number from 1 to ${mostShards}`);

function wholeNumber(flag: string, text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : usage(`--${flag} ${text} is no number from 1 to 9999`, "Write a whole number");
}
