import type { Command } from "../command.ts";
import { eachDatabase } from "../each-database.ts";
import { openKeelson } from "../open-keelson.ts";
import { walkFlags, walkOutcome, walkRequest } from "../walk.ts";

export const command: Command = {
  name: "downgrade",
  summary: "walks back to a revision",
  arguments: [{ name: "<target>", description: "base, an id or its start, label@base, -N; A:B with --sql" }],
  flags: walkFlags,
  examples: [
    { line: "keelson downgrade -1", does: "one revision back" },
    { line: "keelson downgrade base --allow dataLoss", does: "to nothing, in a script" },
  ],
  run: (invocation) =>
    eachDatabase(invocation, async (options) =>
      walkOutcome(await openKeelson().downgrade(walkRequest(invocation, options, "base")), invocation.terminal),
    ),
};
