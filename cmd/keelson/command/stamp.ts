import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { statusOutcome } from "../status-outcome.ts";
import { isSet } from "../verb-options.ts";

export const command: Command = {
  name: "stamp",
  summary: "writes a revision into the journal without running anything",
  arguments: [{ name: "<target>", description: "head, base, an id or its start" }],
  flags: [{ flags: "--purge", description: "forget what the journal holds first" }],
  examples: [
    { line: "keelson stamp head", does: "the schema is there already" },
    { line: "keelson stamp base --purge", does: "forget everything" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) => {
      const outcome = await openKeelson().stamp({ ...options, target: String(invocation.args[0]), journal: isSet(invocation.flags, "purge") ? "purge" : "keep" });
      return statusOutcome(outcome, invocation.terminal);
    }),
};
