import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { statusOutcome } from "../status-outcome.ts";

export const command: Command = {
  name: "status",
  summary: "says what the journal says: where the database is, what is pending, what happened last",
  arguments: [],
  flags: [],
  examples: [{ line: "keelson status -o json", does: "the status that the operator would write" }],
  run: (invocation) => eachDatabase(invocation, async (options) => statusOutcome(await openKeelson().status(options), invocation.terminal)),
};
