import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";

export const command: Command = {
  name: "repair",
  summary: "accepts in the journal what was edited or restored: digests of applied revisions, the model that is live",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson repair", does: "after an applied revision was edited on purpose" }],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const { accepted } = await openKeelson().repair(options);
      const text = accepted.length === 0 ? "There was nothing to repair." : accepted.map((what) => `Accepted: ${what}`).join("\n");
      return { exitCode: 0, document: { kind: "Repair", fields: { accepted } }, text };
    }),
};
