import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "heads",
  summary: "lists the revisions that nothing revises",
  arguments: [],
  flags: [],
  examples: [
    { line: "keelson heads", does: "one line for each head" },
    { line: "keelson heads -o json", does: "the ids, for a script" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { heads, revisions } = await openKeelson().heads(options);
      const text = heads.length === 0 ? "There is no revision yet." : revisions.map(({ id, message }) => `${id}  ${message}`).join("\n");
      return { exitCode: 0, document: { kind: "Heads", fields: { heads } }, text };
    }),
};
