import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "pending",
  summary: "lists the revisions that the database still lacks, in the order they will run",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson pending", does: "what upgrade would walk" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { revisions } = await openKeelson().pending(options);
      const text =
        revisions.length === 0 ? "Nothing is pending." : revisions.map(({ id, message }) => `${id}  ${message}`.trimEnd()).join("\n");
      return { exitCode: 0, document: { kind: "Pending", fields: { revisions } }, text };
    }),
};
