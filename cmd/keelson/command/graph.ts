import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { isSet, stringFlag } from "../verb-options.ts";

const formats = ["text", "dot", "svg", "mermaid"] as const;

export const command: Command = {
  name: "graph",
  summary: "draws the revision graph; needs no database",
  arguments: [],
  flags: [
    { flags: "--format <format>", description: "how it is drawn (default text)", choices: formats },
    { flags: "--indicate-current", description: "asks the database, and marks what is applied" },
  ],
  examples: [
    { line: "keelson graph", does: "in the terminal" },
    { line: "keelson graph --indicate-current", does: "which of them the database has" },
    { line: "keelson graph --format svg > graph.svg", does: "as a picture" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const asked = stringFlag(invocation.flags, "format");
      const { revisions, text } = await openKeelson().graph({
        ...options,
        format: formats.find((format) => format === asked) ?? "text",
        columns: invocation.terminal.columns,
        indicateCurrent: isSet(invocation.flags, "indicateCurrent") ? "yes" : "no",
      });
      const drawn = revisions.map(({ parents, dependencies, ...rest }) => ({ ...rest, revises: parents, dependsOn: dependencies }));
      return { exitCode: 0, document: { kind: "Graph", fields: { revisions: drawn } }, text };
    }),
};
