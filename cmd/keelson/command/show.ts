import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "show",
  summary: "prints a revision: message, parents, file, operations; needs no database",
  arguments: [{ name: "<revision>", description: "an id, a unique prefix, head, or another target" }],
  flags: [],
  examples: [
    { line: "keelson show head", does: "the newest revision" },
    { line: "keelson show b41c", does: "by the start of its id" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { revision, text } = await openKeelson().show({ ...options, revision: String(invocation.args[0]) });
      return { exitCode: 0, document: { kind: "RevisionDetails", fields: { revision } }, text };
    }),
};
