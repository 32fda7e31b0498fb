import { ExitCode } from "../../../src/core/error.ts";
import type { Command } from "../command.ts";
import { listeningAt } from "../listening-at.ts";
import { openKeelson } from "../open-keelson.ts";
import { apiVersion, type OutputFormat, printDocument } from "../output.ts";
import { isSet, stringFlag, usage, verbOptions } from "../verb-options.ts";

const usual = { host: "127.0.0.1", listen: "127.0.0.1:8081" } as const;

export const command: Command = {
  name: "ui",
  summary: "serves a read-only web page: status, revision graph, plan, drift side by side, history",
  arguments: [],
  flags: [
    {
      flags: "--listen <address>",
      description: `where; whoever reaches it sees the page, and port 0 is any that is free (default ${usual.listen})`,
    },
  ],
  examples: [
    { line: "keelson ui", does: "for all databases of the file, until Ctrl-C" },
    { line: "keelson ui --database shop --listen 9000", does: "for one of them, on another port" },
  ],
  async run(invocation) {
    const { flags, terminal } = invocation;
    const options = verbOptions(invocation);
    if (isSet(flags, "all") && options.database !== undefined) usage("--all and --database contradict each other", "Give one of them");
    const format = stringFlag(flags, "output") ?? "text";
    await openKeelson().ui({
      ...options,
      listen: listeningAt("listen", stringFlag(flags, "listen") ?? usual.listen, usual),
      onListening: async (url) => {
        if (format === "text") await terminal.print(`Serving ${url} until it is interrupted`);
        else if (format === "json") await terminal.print(JSON.stringify({ apiVersion, kind: "Serving", url }));
        else await printDocument({ kind: "Serving", fields: { url } }, format as Exclude<OutputFormat, "text">, terminal);
      },
    });
    return { exitCode: ExitCode.done, document: null, text: "" };
  },
};
